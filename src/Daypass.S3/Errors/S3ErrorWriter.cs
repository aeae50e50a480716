using System.Text;
using Daypass.S3.Text;
using Daypass.Verifier.Refusals;

namespace Daypass.S3.Errors;

/// <summary>Writes errors as S3 does (Amazon S3 API Reference, "REST error responses").</summary>
public static class S3ErrorWriter
{
    /// <summary>The element that carries why, for DecodeAuthorizationMessage.</summary>
    private const string EncodedName = "EncodedAuthorizationMessage";

    /// <summary>Writes one.</summary>
    /// <param name="error">The error.</param>
    /// <param name="requestId">The id of the request, 16 letters and digits.</param>
    /// <param name="hostId">What goes into <c>x-amz-id-2</c>.</param>
    /// <param name="isHead">Whether it answers HEAD, which has no body.</param>
    public static RefusalText Write(S3Error error, string requestId, string hostId, bool isHead = false)
    {
        ArgumentNullException.ThrowIfNull(error);
        var headers = new List<KeyValuePair<string, string>>(error.Headers.Count + 2) { new("x-amz-request-id", requestId), new("x-amz-id-2", hostId) };
        headers.AddRange(error.Headers);
        return new RefusalText(error.Status, "application/xml", headers, isHead ? default : WriteBody(error, requestId, hostId));
    }

    private static byte[] WriteBody(S3Error error, string requestId, string hostId)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>");
        XmlText.Element(text, "Code", error.Code);
        XmlText.Element(text, "Message", error.Message);
        foreach (var (name, value) in error.Elements)
        {
            XmlText.Element(text, name, value);
        }

        if (error.EncodedMessage is { } encoded)
        {
            XmlText.Element(text, EncodedName, encoded);
        }

        XmlText.Element(text, "RequestId", requestId);
        XmlText.Element(text, "HostId", hostId);
        return Encoding.UTF8.GetBytes(text.Append("</Error>").ToString());
    }
}
