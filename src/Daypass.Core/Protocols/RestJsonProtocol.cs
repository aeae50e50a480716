using System.Buffers;
using System.Text;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Rest;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Protocols;

/// <summary>restJson1: the operation in the method and the path, members in the path and the query, a JSON object out. No operation here has a body.</summary>
/// <remarks>https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html</remarks>
internal sealed class RestJsonProtocol : WireProtocol
{
    private static readonly RestJsonProtocol Instance = new();

    internal override string ContentType => ResponseWriter.JsonContentType;

    /// <summary>The protocol of a request when its path belongs to a service that speaks restJson1; null when it does not.</summary>
    public static RestJsonProtocol? Find(in IncomingRequest request)
    {
        // Query and AWS JSON have the path "/", so that they pay for one comparison.
        var raw = request.Signed.RawTarget.AsSpan();
        return raw.Length > 1 && raw[1] != '?' && RequestTarget.TryParse(raw, out var target) && ServiceDescription.FindByPath(target.Path) is not null
            ? Instance
            : null;
    }

    internal override Dispatch Decode(in IncomingRequest request, OperationTable operations, QueryForm form, Answer answer)
    {
        if (!RequestTarget.TryParse(request.Signed.RawTarget, out var target) || ServiceDescription.FindByPath(target.Path) is not { } service)
        {
            return new Dispatch(null, Service.Toolbox, CommonErrors.UnknownOperation("this path", operations.Served));
        }

        if (operations.FindByRoute(service.Service, request.Signed.Method, target.Path) is not { } operation)
        {
            // As by Query, the audit has from the form what was asked for.
            var asked = $"{request.Signed.Method} {target.Path}";
            form.Parse(default, Encoding.ASCII.GetBytes("Action=" + Uri.EscapeDataString(asked)));
            return new Dispatch(null, service.Service, CommonErrors.UnknownOperation(asked, operations.Served));
        }

        return new Dispatch(operation, service.Service, RestRequest.Read(target.Path, target.Query, operation.Description, form));
    }

    internal override void WriteResult<TOutput>(IBufferWriter<byte> output, OperationDescription operation, TOutput result, string requestId)
    {
        var writer = new JsonAnswerWriter(output);
        writer.OpenRoot();
        result.WriteMembers(ref writer);
        writer.CloseRoot();
        writer.Flush();
    }

    internal override void WriteError(IBufferWriter<byte> output, Service service, AwsError error, string requestId)
    {
        var writer = new JsonAnswerWriter(output);
        writer.OpenRoot();
        if (error.Message is { } message)
        {
            writer.Text("message"u8, message, percentEncoded: false);
        }

        writer.CloseRoot();
        writer.Flush();
    }

    /// <summary>The code that clients of restJson1 know an error by.</summary>
    internal override string ErrorTypeOf(AwsError error) => error.Code switch
    {
        "AccessDenied" => "AccessDeniedException",
        "ExpiredToken" => "ExpiredTokenException",
        "IncompleteSignature" => "IncompleteSignatureException",
        "InternalFailure" => "InternalServerException",
        "InvalidClientTokenId" => "UnrecognizedClientException",
        "MalformedInput" or "ValidationError" => "ValidationException",
        "MissingAuthenticationToken" => "MissingAuthenticationTokenException",
        "ServiceUnavailable" => "ServiceUnavailableException",
        "SignatureDoesNotMatch" => "InvalidSignatureException",
        "Throttling" => "ThrottlingException",
        var other => other,
    };
}
