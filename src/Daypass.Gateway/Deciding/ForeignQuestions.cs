using Daypass.Gateway.Requests;
using Daypass.Gateway.Routes;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Verification;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Decisions;

namespace Daypass.Gateway.Deciding;

/// <summary>Has the server verify and decide about callers of other accounts, of whom it tells nobody a key or a policy.</summary>
internal sealed class ForeignQuestions(VerificationClient server)
{
    private const int MostHeaders = 100;

    /// <summary>The server's verdict.</summary>
    /// <exception cref="ServerUnreachableException">There is none.</exception>
    public async Task<Verdict> Ask(
        GatewayRoute route, OriginalRequest request, AccessQuestion question, SignedBodyCheck body, CancellationToken cancelled)
    {
        if (request.Signed.Headers.Length > MostHeaders)
        {
            return Verdict.Refused(route, new AwsError("RequestHeaderSectionTooLarge", 400, "The request has too many headers."));
        }

        var headers = new List<RequestHeader>(request.Signed.Headers.Length);
        foreach (var header in request.Signed.Headers.ToArray())
        {
            headers.Add(new RequestHeader { Name = header.Name, Value = header.Value });
        }

        var answer = await server.CheckAccess(
            new CheckAccessRequest
            {
                Method = request.Signed.Method,
                Target = request.Signed.RawTarget,
                Headers = headers,
                BodySha256 = body.Told == SignedBodyCheck.Unsigned ? null : body.Told,
                PayloadForms = body.Told == SignedBodyCheck.Unsigned ? [SignedBodyCheck.Unsigned] : [],
                SigningName = route.Service,
                RequestedAction = question.Action,
                Resource = question.Resource,
                SourceIp = question.SourceIp,
                SecureTransport = question.IsSecure,
                ServiceKeys = [.. question.Keys.Select(static key => new ServiceKey { Name = key.Key, Value = key.Value })],
            },
            cancelled);

        // A refusal of the question is the gateway's own affair, and its clients do not hear of it.
        return !answer.Succeeded ? throw new ServerUnreachableException($"CheckAccess was refused to this gateway: {answer.Error.Code}: {answer.Error.Message}")
            : answer.Value switch
            {
                { Decision: "allowed", CallerArn: { } arn } allowed => new Verdict
                {
                    Route = route,
                    Arn = arn,
                    Account = allowed.CallerAccount,
                    UserId = allowed.CallerUserId,
                    Body = body.Told,
                },
                { Decision: "implicitDeny" or "explicitDeny" or "unauthenticated", ErrorCode: { } code } denied =>
                    Verdict.Refused(route, new AwsError(code, denied.ErrorStatus ?? 403, denied.ErrorMessage)) with
                    {
                        EncodedMessage = denied.EncodedAuthorizationMessage,
                        Arn = denied.CallerArn,
                    },
                _ => throw new ServerUnreachableException("CheckAccess was answered with a decision that this program does not know."),
            };
    }
}
