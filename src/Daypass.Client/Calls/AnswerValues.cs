using System.Globalization;
using System.Text;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;

namespace Daypass.Client.Calls;

/// <summary>How instants in answers are shown.</summary>
public enum TimestampFormat
{
    /// <summary>ISO 8601 with an offset: <c>2026-11-22T04:00:00+00:00</c>.</summary>
    Iso8601,

    /// <summary>Exactly as the service wrote it.</summary>
    Wire,
}

/// <summary>Turns an answer's XML into values, following the descriptions of the catalogue; what is absent stays absent.</summary>
internal readonly struct AnswerValues(TimestampFormat timestamps)
{
    /// <summary>The members of a structure in the order of the model.</summary>
    public MapValue ReadStructure(XmlElement element, IReadOnlyList<MemberDescription> members)
    {
        var map = new MapValue();
        foreach (var member in members)
        {
            if (element.Find(member.Utf8Name) is { } found)
            {
                map.Set(member.Name, ReadMember(found, member));
            }
        }

        return map;
    }

    private Value ReadMember(XmlElement element, MemberDescription member)
    {
        switch (member.Kind)
        {
            case MemberKind.Structure:
                return ReadStructure(element, member.Members);
            case MemberKind.List:
                var list = new ListValue();
                foreach (var child in element.Children)
                {
                    list.Items.Add(ReadMember(child, member.Element!));
                }

                return list;
            case MemberKind.Map:
                var map = new MapValue();
                foreach (var entry in element.Children)
                {
                    map.Set(entry.Find("key"u8)?.Content ?? string.Empty, entry.Find("value"u8) is { } value ? ReadMember(value, member.Element!) : Value.Null);
                }

                return map;
            case MemberKind.Integer:
                return long.TryParse(element.Content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? Value.From(number)
                    : Value.From(element.Content);
            case MemberKind.Boolean:
                return Value.From(element.Content == "true");
            case MemberKind.Timestamp:
                return Value.From(timestamps == TimestampFormat.Wire ? element.Content : FormatIso8601(element.Content));
            default:
                return member.PercentEncoded ? ReadDocument(element.Content) : Value.From(element.Content);
        }
    }

    /// <summary>An instant with its offset and, where it has them, six digits of a second; text that is no instant stays as it is.</summary>
    internal static string FormatIso8601(string text)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return text;
        }

        var micros = instant.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        return instant.ToString(micros == 0 ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
    }

    // A policy document travels percent-encoded and is shown as the document it is.
    private static Value ReadDocument(string text)
    {
        var plain = Uri.UnescapeDataString(text);
        return JsonText.Parse(Encoding.UTF8.GetBytes(plain), out _) ?? Value.From(plain);
    }
}
