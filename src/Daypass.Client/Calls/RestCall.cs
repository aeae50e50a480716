using System.Text;
using Daypass.Client.Http;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Client.Calls;

/// <summary>restJson1 as a client: parameters in the path and the query, a JSON object back, the code of an error in a header.</summary>
internal static class RestCall
{
    /// <summary>The address of a call; members the operation does not have are left out.</summary>
    public static Uri Address(Uri endpoint, OperationDescription operation, MapValue parameters)
    {
        var target = new StringBuilder(endpoint.AbsolutePath.TrimEnd('/'));
        foreach (var segment in operation.Route!.Segments)
        {
            var member = OperationRoute.MemberOf(segment);
            target.Append('/').Append(member is null ? segment : Uri.EscapeDataString(parameters.FindText(member) ?? string.Empty));
        }

        var separator = '?';
        foreach (var member in operation.Input)
        {
            if (!operation.Route.Segments.Contains($"{{{member.Name}}}") && parameters.FindText(member.Name) is { } value)
            {
                target.Append(separator).Append(member.Name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return new Uri(endpoint, target.ToString());
    }

    /// <summary>The object in an answer, or null.</summary>
    public static MapValue? Read(HttpAnswer answer) => JsonText.Parse(answer.Body, out _) as MapValue;

    /// <summary>The code and the sentence of an error.</summary>
    public static (string? Code, string? Message) ReadError(HttpAnswer answer)
    {
        var body = Read(answer);
        var code = answer.Header("x-amzn-ErrorType") ?? body?.FindText("code") ?? body?.FindText("__type");
        return (code?.Split(':')[0].Split('#')[^1], body?.FindText("message") ?? body?.FindText("Message"));
    }
}
