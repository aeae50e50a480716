using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.S3.Deciding;
using Daypass.S3.Errors;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Decisions;

namespace Daypass.Gateway.S3.Accounts;

/// <summary>Has the server verify and decide about a caller of another account than the one that owns the resources: nobody but the server knows both
/// sides.</summary>
/// <param name="account">The account that owns the resources.</param>
/// <param name="signed">The request as it arrived, which the server verifies.</param>
internal sealed class ServerJudge(ServedAccount account, SignedRequest signed) : IAccessJudge
{
    private const int MostHeaders = 100;
    private const int MostAtOnce = 100;

    private static readonly string[] Forms =
        ["UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"];

    /// <inheritdoc/>
    public string? CallerArn { get; private set; }

    /// <inheritdoc/>
    public string? CallerAccount { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<S3Judgement>> Judge(IReadOnlyList<AccessQuestion> questions, CancellationToken cancelled)
    {
        var judged = new List<S3Judgement>(questions.Count);
        for (var start = 0; start < questions.Count; start += MostAtOnce)
        {
            await Judge(questions, start, Math.Min(questions.Count, start + MostAtOnce), judged, cancelled);
        }

        return judged;
    }

    /// <inheritdoc/>
    public ValueTask<bool> Reads(string resource, string keyPrefix, CancellationToken cancelled) => new(true);

    /// <inheritdoc/>
    public ValueTask<bool> IsPublic(string bucketArn, CancellationToken cancelled) => account.IsPublic(bucketArn, cancelled);

    private async ValueTask Judge(
        IReadOnlyList<AccessQuestion> questions, int start, int end, List<S3Judgement> judged, CancellationToken cancelled)
    {
        var first = questions[start];
        var further = new List<FurtherQuestion>(end - start - 1);
        for (var index = start + 1; index < end; index++)
        {
            further.Add(new FurtherQuestion
            {
                RequestedAction = questions[index].Action, Resource = questions[index].Resource, ServiceKeys = KeysOf(questions[index]),
            });
        }

        var answer = await account.Server.CheckAccess(
            new CheckAccessRequest
            {
                Method = signed.Method,
                Target = signed.RawTarget,
                Headers = HeadersOf(),
                BodyUnread = true,
                PayloadForms = Forms,
                SigningName = "s3",
                RequestedAction = first.Action,
                Resource = first.Resource,
                SourceIp = first.SourceIp,
                SecureTransport = first.IsSecure,
                ServiceKeys = KeysOf(first),
                FurtherQuestions = further,
            },
            cancelled);
        if (!answer.Succeeded)
        {
            throw new ServerUnreachableException($"CheckAccess was refused to this gateway: {answer.Error.Code}: {answer.Error.Message}");
        }

        var told = answer.Value;
        (CallerArn, CallerAccount) = (told.CallerArn, told.CallerAccount);
        judged.Add(told.Decision == "unauthenticated"
            ? new S3Judgement(false, null) { Error = new S3Error(told.ErrorCode ?? "AccessDenied", told.ErrorStatus ?? 403, told.ErrorMessage ?? "") }
            : Of(told.Decision, told.ErrorMessage, told.EncodedAuthorizationMessage, first.Resource));
        for (var index = 0; index < further.Count; index++)
        {
            // Of a request that is not authenticated nothing further is decided.
            judged.Add(told.FurtherDecisions is { } decisions && index < decisions.Count
                ? Of(decisions[index].Decision, decisions[index].ErrorMessage, null, further[index].Resource)
                : new S3Judgement(false, null));
        }
    }

    private List<RequestHeader> HeadersOf()
    {
        var headers = new List<RequestHeader>(signed.Headers.Length);
        foreach (ref readonly var header in signed.Headers.Span)
        {
            if (headers.Count == MostHeaders)
            {
                throw new ServerUnreachableException("The request has too many headers to be decided by the server.");
            }

            headers.Add(new RequestHeader { Name = header.Name, Value = header.Value });
        }

        return headers;
    }

    private static List<ServiceKey> KeysOf(AccessQuestion question) =>
    [
        .. question.Keys.Select(static key => new ServiceKey { Name = key.Key, Value = key.Value }),
        .. question.Lists.SelectMany(static list => list.Value.Select(value => new ServiceKey { Name = list.Key, Value = value, IsList = true })),
    ];

    private static S3Judgement Of(string decision, string? message, string? encoded, string resource) => decision == "allowed" ? S3Judgement.Allowed
        : new S3Judgement(false, message?.Replace($"on resource: {resource}", $"on resource: \"{resource}\"", StringComparison.Ordinal))
        {
            EncodedMessage = encoded,
        };
}
