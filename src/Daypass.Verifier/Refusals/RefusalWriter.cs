using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Daypass.Verifier.Refusals;

/// <summary>Writes refusals in the forms that clients of AWS read.</summary>
public static class RefusalWriter
{
    private const string RequestIdHeader = "x-amzn-RequestId";
    private const string EncodedName = "EncodedAuthorizationMessage";

    /// <summary>Writes one.</summary>
    public static RefusalText Write(AccessRefusal refusal, RefusalFormat format)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var headers = new List<KeyValuePair<string, string>>(3);
        if (refusal.Error.Status == 503)
        {
            headers.Add(new("Retry-After", "1"));
        }

        switch (format)
        {
            case RefusalFormat.StorageXml:
                headers.Add(new("x-amz-request-id", refusal.RequestId));
                return new RefusalText(refusal.Error.Status, "application/xml", headers, WriteStorageXml(refusal));
            case RefusalFormat.AwsJson:
                headers.Add(new(RequestIdHeader, refusal.RequestId));
                headers.Add(new("x-amzn-ErrorType", refusal.Error.Code));
                return new RefusalText(refusal.Error.Status, "application/x-amz-json-1.1", headers, WriteJson(refusal));
            case RefusalFormat.ProblemJson:
                headers.Add(new(RequestIdHeader, refusal.RequestId));
                return new RefusalText(refusal.Error.Status, "application/problem+json", headers, WriteProblem(refusal));
            default:
                headers.Add(new(RequestIdHeader, refusal.RequestId));
                return new RefusalText(refusal.Error.Status, "text/xml", headers, WriteXml(refusal));
        }
    }

    private static byte[] WriteXml(AccessRefusal refusal)
    {
        var text = new StringBuilder("<ErrorResponse>\n  <Error>\n");
        text.Append(CultureInfo.InvariantCulture, $"    <Type>{refusal.Error.Fault}</Type>\n    <Code>");
        Escape(text, refusal.Error.Code).Append("</Code>\n");
        Element(text, "    ", "Message", refusal.Error.Message, "\n");
        Element(text, "    ", EncodedName, refusal.EncodedMessage, "\n");
        text.Append("  </Error>\n");
        Element(text, "  ", "RequestId", refusal.RequestId, "\n");
        return Encoding.UTF8.GetBytes(text.Append("</ErrorResponse>\n").ToString());
    }

    private static byte[] WriteStorageXml(AccessRefusal refusal)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>");
        Element(text, "", "Code", refusal.Error.Code, "");
        Element(text, "", "Message", refusal.Error.Message, "");
        Element(text, "", EncodedName, refusal.EncodedMessage, "");
        Element(text, "", "RequestId", refusal.RequestId, "");
        return Encoding.UTF8.GetBytes(text.Append("</Error>").ToString());
    }

    private static byte[] WriteJson(AccessRefusal refusal)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("__type", refusal.Error.Code);
        Member(json, "message", refusal.Error.Message);
        Member(json, "encodedAuthorizationMessage", refusal.EncodedMessage);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static byte[] WriteProblem(AccessRefusal refusal)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", refusal.Error.Code);
        json.WriteNumber("status", refusal.Error.Status);
        Member(json, "detail", refusal.Error.Message);
        json.WriteString("code", refusal.Error.Code);
        json.WriteString("requestId", refusal.RequestId);
        Member(json, "encodedAuthorizationMessage", refusal.EncodedMessage);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void Member(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Element(StringBuilder text, string indent, string name, string? value, string end)
    {
        if (value is not null)
        {
            text.Append(indent).Append('<').Append(name).Append('>');
            Escape(text, value).Append("</").Append(name).Append('>').Append(end);
        }
    }

    /// <summary>What no XML document may hold becomes a question mark.</summary>
    private static StringBuilder Escape(StringBuilder text, string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '&' => text.Append("&amp;"),
                '"' => text.Append("&quot;"),
                '\r' => text.Append("&#13;"),
                (< 0x20 and not ('\t' or '\n')) or 0xFFFE or 0xFFFF or 0xFFFD => text.Append('?'),
                _ => text.Append(rune.ToString()),
            };
        }

        return text;
    }
}
