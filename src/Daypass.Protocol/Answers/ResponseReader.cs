using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Answers;

/// <summary>Reads whole answers, success or error, on the side of the client.</summary>
public static class ResponseReader
{
    /// <summary>The code of an answer that is no answer of this protocol.</summary>
    public const string MalformedResponse = "MalformedResponse";

    /// <summary>Reads the XML answer of an operation.</summary>
    /// <param name="operation">The operation that was asked for.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body.</param>
    /// <param name="requestId">The id of the request, where the body has one.</param>
    /// <returns>The result, the error the service answered, or <see cref="MalformedResponse"/>.</returns>
    public static Result<TOut> Read<TOut>(OperationDescription operation, int status, ReadOnlySpan<byte> body, out string? requestId)
        where TOut : IOperationOutput<TOut>
    {
        requestId = null;
        var document = XmlTree.Parse(body);
        if (document is null)
        {
            return Malformed(status, "The answer is not well-formed XML.");
        }

        var root = document.Root;
        requestId = (root.Find("RequestId"u8) ?? root.Find("RequestID"u8) ?? root.Find("ResponseMetadata"u8)?.Find("RequestId"u8))?.Content;
        if (status >= 300 || root.Name.SequenceEqual("ErrorResponse"u8))
        {
            return ReadError(root, status);
        }

        if (!root.Name.SequenceEqual(operation.ResponseUtf8))
        {
            return Malformed(status, "The answer is not one to " + operation.Name + ".");
        }

        var result = operation.HasOutput ? root.Find(operation.ResultUtf8) : root;
        if (result is null)
        {
            return Malformed(status, "The answer has no " + operation.Name + "Result.");
        }

        var output = TOut.ReadXml(result.Value);
        return document.Fault is null ? output : Malformed(status, "The answer is incomplete: " + document.Fault + ".");
    }

    private static AwsError ReadError(XmlElement root, int status)
    {
        var error = root.Find("Error"u8) ?? root.Find("Errors"u8)?.Find("Error"u8);
        return error?.Find("Code"u8) is { } code
            ? new AwsError(code.Content, status, error.Value.Find("Message"u8)?.Content)
            : Malformed(status, "The error in the answer has no code.");
    }

    private static AwsError Malformed(int status, string message) => new(MalformedResponse, status >= 400 ? status : 502, message);
}
