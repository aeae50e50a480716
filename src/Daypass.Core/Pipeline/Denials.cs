using Daypass.Core.Principals;
using Daypass.Core.Sts;
using Daypass.Policy;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Pipeline;

/// <summary>Words a denial as AWS does (IAM User Guide, "Troubleshoot access denied error messages").</summary>
internal static class Denials
{
    public static AwsError For(in Decision decision, Access access, OperationContext context, AuthorizationMessages? messages)
    {
        var reason = $"{decision.Outcome} by {decision.Layer}, document {decision.DocumentIndex} ({context.Policies.Find(decision)?.Label ?? "none"}), statement {decision.StatementIndex}";
        var message = access.Style switch
        {
            DenialStyle.Unsigned => $"Not authorized to perform {access.NamedAs ?? access.Action}",
            DenialStyle.CallerSideOnly => DenialMessage.For(decision, context.Caller.Arn, access.Action, access.Resource, withReason: IsCallerSide(decision, access, context)),
            _ => DenialMessage.For(decision, context.Caller.Arn, access.Action, access.Resource == "*" ? null : access.Resource, withReason: true),
        };
        // STS itself never encodes; what it denies, a caller of another account may not learn.
        if (messages is not null && access.Style is DenialStyle.Explained && !access.Action.StartsWith("sts:", StringComparison.Ordinal))
        {
            message += AuthorizationMessages.Introduction
                + messages.Encode(decision, context.Authorization, context.Policies, context.Caller.UserId, context.Caller.Account, context.Now);
        }

        return new AwsError("AccessDenied", 403, message) { Reason = reason };
    }

    /// <summary>
    /// True when the resource is the caller's own account's and the caller's side alone denies, so that the reason tells nothing of the
    /// resource. Found by asking again about a resource that trusts the whole account, whatever the real one trusts.
    /// </summary>
    private static bool IsCallerSide(in Decision decision, Access access, OperationContext context)
    {
        if (!string.Equals(access.ResourceAccount, context.Caller.Account, StringComparison.Ordinal))
        {
            return false;
        }

        if (decision.Outcome is Outcome.ExplicitDeny)
        {
            return decision.Layer is not (DecisionLayer.Trust or DecisionLayer.Resource or DecisionLayer.ResourceControl);
        }

        context.Policies.ResourcePolicy = RoleTrust.AccountOf(context.Caller.Account);
        return !PolicyEngine.Decide(context.Authorization, context.Policies).IsAllowed;
    }
}
