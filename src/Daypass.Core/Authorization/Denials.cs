using Daypass.Core.Requests;
using Daypass.Policy.Decisions;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Authorization;

/// <summary>Words a denial as AWS does (IAM User Guide, "Troubleshoot access denied error messages").</summary>
internal static class Denials
{
    /// <param name="decision">What denied; the log's.</param>
    /// <param name="access">What was asked for.</param>
    /// <param name="ofCaller">What the caller's side alone decides; all that <see cref="DenialStyle.CallerSideOnly"/> may tell.</param>
    /// <param name="context">The request, with the keys the decision saw.</param>
    /// <param name="messages">Encodes it; null when denials carry no encoded message.</param>
    public static AwsError For(in Decision decision, Access access, in Decision? ofCaller, OperationContext context, AuthorizationMessages? messages)
    {
        var label = context.Policies.Find(decision)?.Label;
        var reason = context.Authorization.IsExhausted ? Reasons.EvaluationTooCostly.Text
            : $"{decision.Outcome} by {decision.Layer}, document {decision.DocumentIndex} ({label ?? "none"}),"
            + $" statement {decision.StatementIndex}";
        var message = access.Style switch
        {
            DenialStyle.Unsigned => DenialMessage.CreateForUnsigned(access.NamedAs ?? access.Action),
            DenialStyle.CallerSideOnly =>
                DenialMessage.Create(ofCaller ?? decision, context.Caller.Arn, access.Action, access.Resource, withReason: ofCaller is not null),
            DenialStyle.WithoutReason => DenialMessage.Create(decision, context.Caller.Arn, access.Action, access.Resource, withReason: false),
            _ => DenialMessage.Create(decision, context.Caller.Arn, access.Action, Named(access), withReason: true, ManagedPolicyOf(label)),
        };

        // STS itself never encodes; what it denies, a caller of another account may not learn.
        if (messages is not null && access.Style is DenialStyle.Explained && !access.Action.StartsWith("sts:", StringComparison.Ordinal))
        {
            message += AuthorizationMessages.Introduction
                + messages.Encode(decision, context.Authorization, context.Policies, context.Caller.UserId, context.Caller.Account, context.Now);
        }

        return CommonErrors.AccessDenied(message) with { Reason = reason };
    }

    /// <summary>The policy that an explicit denial names: a managed one.</summary>
    public static string? ManagedPolicyOf(string? label) => label?.StartsWith("arn:", StringComparison.Ordinal) == true ? label : null;

    /// <summary>IAM says <c>on resource: *</c> of an operation without a resource of its own; STS leaves that out.</summary>
    private static string? Named(Access access) =>
        access.Resource == "*" && access.Action.StartsWith("sts:", StringComparison.Ordinal) ? null : access.Resource;
}
