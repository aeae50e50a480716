using System.Buffers;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;
using Daypass.Protocol.OAuth;

namespace Daypass.Core.Protocols;

/// <summary>A token endpoint of OAuth 2.0 for the exchange of tokens (RFC 8693): the account in the path, a form in, a JSON object out.</summary>
internal sealed class TokenExchangeProtocol : WireProtocol
{
    private const string Before = "/oidc/";
    private const string After = "/token";
    private const int AccountLength = 12;

    private static readonly TokenExchangeProtocol Instance = new();

    private TokenExchangeProtocol()
    {
    }

    internal override string ContentType => "application/json";

    /// <summary>The protocol when the request is a POST to the token endpoint of an account; null when it is not.</summary>
    public static TokenExchangeProtocol? Find(in IncomingRequest request) =>
        request.Signed.RawTarget.StartsWith(Before, StringComparison.Ordinal) && string.Equals(request.Signed.Method, "POST", StringComparison.Ordinal)
            && AccountIn(PathOf(request.Signed.RawTarget)).Length > 0
            ? Instance
            : null;

    internal override Dispatch Decode(in IncomingRequest request, OperationTable operations, QueryForm form, Answer answer)
    {
        form.Reset();
        if (operations.Find(Service.Verification, "ExchangeToken"u8) is not { } operation)
        {
            answer.Status = 404;
            return Dispatch.Answered;
        }

        return new Dispatch(operation, Service.Verification, Read(request, form));
    }

    internal override int StatusOf(AwsError error) => OAuthErrors.Of(error).Status;

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
        writer.Text("error"u8, OAuthErrors.Of(error).Code, percentEncoded: false);
        if (error.Message is { } message)
        {
            writer.Text("error_description"u8, OAuthErrors.Describe(message), percentEncoded: false);
        }

        writer.CloseRoot();
        writer.Flush();
    }

    private static AwsError? Read(in IncomingRequest request, QueryForm form)
    {
        foreach (var (name, _) in request.Signed.Headers.Span)
        {
            if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            {
                return OAuthErrors.InvalidClient("Clients of this endpoint have no secret; the subject token is the proof.");
            }
        }

        var path = PathOf(request.Signed.RawTarget);
        return path.Length != request.Signed.RawTarget.Length ? OAuthErrors.InvalidRequest("Parameters are sent in the body alone.")
            : !IsForm(request.ContentType) ? OAuthErrors.InvalidRequest("The body is not application/x-www-form-urlencoded.")
            : TokenExchangeForm.Read(AccountIn(path).ToString(), request.Body.Span, form);
    }

    private static ReadOnlySpan<char> PathOf(string target) => target.IndexOf('?') is var query and >= 0 ? target.AsSpan(0, query) : target;

    /// <summary>The account in the path of a token endpoint; empty for every other path.</summary>
    private static ReadOnlySpan<char> AccountIn(ReadOnlySpan<char> path)
    {
        if (path.Length != Before.Length + AccountLength + After.Length || !path.StartsWith(Before) || !path.EndsWith(After))
        {
            return default;
        }

        var account = path.Slice(Before.Length, AccountLength);
        return account.ContainsAnyExceptInRange('0', '9') ? default : account;
    }

    private static bool IsForm(string? contentType)
    {
        var text = contentType.AsSpan();
        var semicolon = text.IndexOf(';');
        return (semicolon < 0 ? text : text[..semicolon]).Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
    }
}
