using System.Buffers;
using System.Text;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Json;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Protocols;

/// <summary>AWS JSON 1.0 and 1.1: the operation in a header, a JSON object in, a JSON object out. The versions differ in their content type alone.</summary>
/// <remarks>https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html</remarks>
internal sealed class AwsJsonProtocol : WireProtocol
{
    private const string MediaType = "application/x-amz-json-1.";

    private static readonly AwsJsonProtocol Version10 = new(MediaType + "0", wasQuery: false);
    private static readonly AwsJsonProtocol Version10WasQuery = new(MediaType + "0", wasQuery: true);
    private static readonly AwsJsonProtocol Version11 = new(MediaType + "1", wasQuery: false);

    // Clients of a service that came from Query (SQS, CloudWatch) ask for the code by which they knew an error there.
    private readonly bool _wasQuery;

    private AwsJsonProtocol(string contentType, bool wasQuery) => (ContentType, _wasQuery) = (contentType, wasQuery);

    /// <summary>The content type of the request and of its answer.</summary>
    internal override string ContentType { get; }

    /// <summary>The protocol of a request when it is AWS JSON, which is a POST of that content type; null when it is not.</summary>
    public static AwsJsonProtocol? Find(in IncomingRequest request)
    {
        if (request.ContentType is not { } type
            || !type.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase)
            || !string.Equals(request.Signed.Method, "POST", StringComparison.Ordinal))
        {
            return null;
        }

        var version = type.AsSpan(MediaType.Length);
        var semicolon = version.IndexOf(';');
        return (semicolon < 0 ? version : version[..semicolon]).TrimEnd() switch
        {
            "0" => IsQueryMode(request.Signed.Headers.Span) ? Version10WasQuery : Version10,
            "1" => Version11,
            _ => null,
        };
    }

    internal override Dispatch Decode(in IncomingRequest request, OperationTable operations, QueryForm form, Answer answer)
    {
        var asked = FindTarget(request.Signed.Headers.Span);
        if (!RequestTarget.TryParse(request.Signed.RawTarget, out var target) || target.Path is not ("" or "/"))
        {
            return Unknown(form, asked, CommonErrors.UnknownOperation("AWS JSON at any path but /", operations.Served));
        }

        var found = operations.FindByTarget(asked);
        if (!found.Succeeded)
        {
            var dot = asked.LastIndexOf('.');
            var isForeign = dot > 0 && ServiceDescription.FindByTargetPrefix(asked.AsSpan(0, dot)) is null;
            return Unknown(form, asked, (isForeign ? ForeignService.Find(request, operations, asked[..dot]) : null) ?? found.Error);
        }

        var operation = found.Value.Description;
        return new Dispatch(found.Value, operation.Service.Service, JsonRequest.Read(request.Body.Span, operation.Input, form));
    }

    internal override void WriteResult<TOutput>(IBufferWriter<byte> output, OperationDescription operation, TOutput result, string requestId)
    {
        var writer = new JsonAnswerWriter(output);
        writer.OpenRoot();
        result.WriteMembers(ref writer);
        writer.CloseRoot();
        writer.Flush();
    }

    internal override HeaderField[] HeadersOf(AwsError error, string requestId) =>
        _wasQuery ? [new("x-amzn-query-error", $"{error.Code};{error.Fault}")] : [];

    internal override AwsError Translate(Service service, AwsError error) =>
        service is Service.Organizations ? OrganizationsCodes.Translate(error) : error;

    internal override void WriteError(IBufferWriter<byte> output, Service service, AwsError error, string requestId)
    {
        var writer = new JsonAnswerWriter(output);
        writer.OpenRoot();
        writer.Text("__type"u8, error.Code, percentEncoded: false);
        if (error.Message is { } message)
        {
            writer.Text(service is Service.Organizations ? "Message"u8 : "message"u8, message, percentEncoded: false);
        }

        if (error.ReasonCode is { } reason)
        {
            writer.Text("Reason"u8, reason, percentEncoded: false);
        }

        writer.CloseRoot();
        writer.Flush();
    }

    /// <summary>What was asked for goes into the form for the audit, which has it from there by Query too.</summary>
    private static Dispatch Unknown(QueryForm form, string asked, AwsError error)
    {
        form.Parse(default, Encoding.ASCII.GetBytes("Action=" + Uri.EscapeDataString(asked)));
        return new Dispatch(null, default, error);
    }

    private static bool IsQueryMode(ReadOnlySpan<HeaderField> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (name.Equals("x-amzn-query-mode", StringComparison.OrdinalIgnoreCase))
            {
                return value.Equals("true", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    /// <summary>The header that names the operation; empty when it is not there, or there more than once.</summary>
    private static string FindTarget(ReadOnlySpan<HeaderField> headers)
    {
        string? found = null;
        foreach (var (name, value) in headers)
        {
            if (name.Equals("X-Amz-Target", StringComparison.OrdinalIgnoreCase))
            {
                if (found is not null)
                {
                    return "";
                }

                found = value;
            }
        }

        return found ?? "";
    }
}
