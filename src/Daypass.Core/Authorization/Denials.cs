using Daypass.Core.Directory;
using Daypass.Core.Requests;
using Daypass.Policy.Decisions;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Authorization;

/// <summary>Words a denial as AWS does (IAM User Guide, "Troubleshoot access denied error messages").</summary>
/// <param name="directory">Knows which accounts belong together.</param>
/// <param name="requests">Keeps what was evaluated.</param>
/// <param name="messages">Encodes why IAM's operations were denied; null when denials carry no encoded message.</param>
public sealed class Denials(EntityDirectory directory, DeniedRequests requests, AuthorizationMessages? messages)
{
    /// <summary>What stands before an authorization id. AWS's sentence begins with a link to its console, which knows nothing of this server's.</summary>
    public const string Introduction = ". For complete details, call the GetRequestAuthorizationDetails API with the following authorization id: ";

    /// <summary>The refusal of an access.</summary>
    /// <param name="decision">What denied; the log's.</param>
    /// <param name="accesses">What the request needs.</param>
    /// <param name="denied">Which of it was denied.</param>
    /// <param name="ofCaller">What the caller's side alone decides; all that <see cref="DenialStyle.CallerSideOnly"/> may tell.</param>
    /// <param name="context">The request, with the keys the decision saw.</param>
    /// <param name="shared">How many of them are not of this access alone.</param>
    internal async ValueTask<AwsError> Refuse(
        Decision decision, IReadOnlyList<Access> accesses, int denied, Decision? ofCaller, OperationContext context, int shared)
    {
        var access = accesses[denied];
        var told = access.Style switch
        {
            DenialStyle.Explained => decision,
            DenialStyle.CallerSideOnly => ofCaller,
            _ => null,
        };
        var names = told is not null && await BelongTogether(context.Caller.Account, access.ResourceAccount, context.Cancelled);
        var message = access.Style is DenialStyle.Unsigned
            ? DenialMessage.CreateForUnsigned(access.NamedAs ?? access.Action)
            : DenialMessage.Create(
                told ?? decision, context.Caller.Arn, access.Action, Say(access), withReason: told is not null, names ? PolicyOf(told, context) : null);

        var reason = ReasonOf(decision, context);
        if (access.Style is not DenialStyle.Explained)
        {
            return CommonErrors.AccessDenied(message) with { Reason = reason };
        }

        // STS itself never encodes; what it denies, a caller of another account may not learn.
        var encoded = messages is null || access.Action.StartsWith("sts:", StringComparison.Ordinal)
            ? null
            : messages.Encode(decision, context.Authorization, context.Policies, context.Caller.UserId, context.Caller.Account, context.Now);
        if (ResourceSentences.Instance.AreNumbered(access.Action) && Keep(decision, accesses, denied, context, shared, context.Caller.Account) is { } id)
        {
            message += Introduction + id;
        }

        // What clients decode is what stands behind the last blank.
        return CommonErrors.AccessDenied(encoded is null ? message : message + AuthorizationMessages.Introduction + encoded) with { Reason = reason };
    }

    /// <summary>Keeps what was evaluated, and gives the id for it; null when it cannot be kept. The condition keys of the access are gone afterwards.</summary>
    /// <param name="decision">What denied.</param>
    /// <param name="accesses">What the request needs.</param>
    /// <param name="denied">Which of it was denied.</param>
    /// <param name="context">The request.</param>
    /// <param name="shared">How many of its condition keys are not of one access alone.</param>
    /// <param name="payer">The account whose room it takes: that of who sent the request to this server.</param>
    internal string? Keep(in Decision decision, IReadOnlyList<Access> accesses, int denied, OperationContext context, int shared, string payer) =>
        requests.HasRoom(payer, context.Now)
            ? requests.TryKeep(DenialSnapshot.Take(accesses, denied, decision, context, shared), payer, context.Now)
            : null;

    /// <summary>Whether two accounts are one, or are in one organisation: only then a denial names a policy.</summary>
    internal async ValueTask<bool> BelongTogether(string account, string? other, CancellationToken cancelled) =>
        other is null || account == other
        || (await directory.FindAccount(account, cancelled) is { OrganizationId: { } organization }
            && await directory.FindAccount(other, cancelled) is { OrganizationId: var its } && its == organization);

    /// <summary>The policy that an explicit denial names: a managed one.</summary>
    internal static string? PolicyOf(Decision? decision, OperationContext context) =>
        decision is { } known && context.Policies.Find(known)?.Label is { } label && label.StartsWith("arn:", StringComparison.Ordinal) ? label : null;

    /// <summary>What denied, for those who may know everything.</summary>
    internal static string ReasonOf(in Decision decision, OperationContext context) => context.Authorization.IsExhausted
        ? Reasons.EvaluationTooCostly.Text
        : decision.StatementIndex < 0 ? $"{decision.Outcome} by {decision.Layer}: no statement allows it"
        : $"{decision.Outcome} by {decision.Layer}, document {decision.DocumentIndex} ({context.Policies.Find(decision)?.Label ?? "none"}),"
            + $" statement {decision.StatementIndex}";

    /// <summary>IAM says <c>on resource: *</c> of an operation without a resource of its own; STS leaves that out.</summary>
    private static string? Say(Access access) => !access.Action.StartsWith("sts:", StringComparison.Ordinal)
        ? access.WrittenAs ?? ResourceSentences.Instance.Say(access)
        : access.Resource == "*" && access.Style is DenialStyle.Explained ? null : access.Resource;
}
