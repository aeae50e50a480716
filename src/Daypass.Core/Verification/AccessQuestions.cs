using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Requests;
using Daypass.Core.Usage;
using Daypass.Policy.Decisions;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Verification;

/// <summary>What services ask about callers of theirs that were proven: whether the policies of this server let them.</summary>
/// <param name="messages">Encodes the reasons of denials.</param>
/// <param name="authorizer">Decides.</param>
/// <param name="denials">Words what is refused.</param>
/// <param name="uses">Notes what callers asked for.</param>
public sealed class AccessQuestions(AuthorizationMessages messages, Authorizer authorizer, Denials denials, UseRecorder uses)
{
    /// <summary>The answer when nobody was proven.</summary>
    internal static CheckAccessResponse Unauthenticated(AwsError error) => new()
    {
        Decision = "unauthenticated",
        ErrorCode = error.Code,
        ErrorStatus = error.Status,
        ErrorMessage = error.Message,
    };

    /// <summary>A context of its own: nothing of the service that asks may count for the caller it asks about.</summary>
    internal static OperationContext ContextOf(IAccessQuestion input, string? userAgent, string? referer, OperationContext context) => new()
    {
        Now = context.Now,
        RequestId = context.RequestId,
        Cancelled = context.Cancelled,
        Source = new RequestSource(SourceAddress.Read(input.SourceIp), userAgent, referer, input.SecureTransport ?? false),
    };

    /// <summary>What may be asked by a service of this account; null when this may.</summary>
    internal static AwsError? Validate(IAccessQuestion input, string account)
    {
        if (!Arn.TryParse(input.Resource, out var arn))
        {
            return CommonErrors.NotAnArn(input.Resource);
        }

        if (!arn.Account.IsEmpty && !arn.Account.SequenceEqual(account))
        {
            return CommonErrors.ValidationError("The resource belongs to another account than the service that asks.");
        }

        var service = input.RequestedAction.IndexOf(':');
        if (service <= 0 || service == input.RequestedAction.Length - 1 || input.RequestedAction.LastIndexOf(':') != service)
        {
            return CommonErrors.ValidationError("RequestedAction is not a service and a name, joined by a colon.");
        }

        if (input.SourceIp is not null && SourceAddress.Read(input.SourceIp) is null)
        {
            return CommonErrors.ValidationError("SourceIp is not an IP address.");
        }

        // Otherwise a service could say that its caller has MFA, or is somebody else.
        var prefix = input.RequestedAction[..(service + 1)].ToLowerInvariant();
        foreach (var key in input.ServiceKeys)
        {
            if (!key.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || prefix is "aws:" or "sts:" or "iam:" or "saml:")
            {
                return CommonErrors.ValidationError($"{key.Name} is not a condition key of the action's service.");
            }
        }

        return null;
    }

    /// <summary>Decides about a proven caller.</summary>
    internal async ValueTask<CheckAccessResponse> Decide(IAccessQuestion input, Caller caller, OperationContext asked, string account)
    {
        asked.Caller = caller;
        GlobalConditionKeys.Fill(asked);
        foreach (var key in input.ServiceKeys)
        {
            asked.Keys.Add(key.Name, key.Value);
        }

        var access = new Access(input.RequestedAction, input.Resource) { ResourceAccount = account };
        var decision = await authorizer.GatherAndDecide(access, asked);
        var answer = new CheckAccessResponse
        {
            Decision = decision.Outcome switch { Outcome.Allowed => "allowed", Outcome.ExplicitDeny => "explicitDeny", _ => "implicitDeny" },
            CallerArn = caller.Arn,
            CallerUserId = caller.UserId,
            CallerAccount = caller.Account,
        };
        if (!decision.IsAllowed)
        {
            return await Denied(answer, decision, access, asked, account);
        }

        if (caller.Account == account)
        {
            Note(input.RequestedAction, caller, asked);
        }

        return answer;
    }

    /// <summary>Notes a use that was allowed: a service names what it likes. Uses of the services that only this server answers it sees itself.</summary>
    private void Note(string action, Caller caller, OperationContext asked)
    {
        var colon = action.IndexOf(':');
        var service = action[..colon].ToLowerInvariant();
        if (!ReservedServices.Contains(service))
        {
            uses.RecordAccess(caller, service, action[(colon + 1)..], asked.Region, asked.Now);
        }
    }

    private async ValueTask<CheckAccessResponse> Denied(
        CheckAccessResponse answer, Decision decision, Access access, OperationContext asked, string account)
    {
        // The policies of another account, unless it is of one organisation with it, are nothing the service may learn of.
        var together = await denials.BelongTogether(asked.Caller.Account, access.ResourceAccount, asked.Cancelled);
        var error = CommonErrors.AccessDenied(DenialMessage.Create(
            decision, asked.Caller.Arn, access.Action, access.Resource, together, Denials.PolicyOf(decision, asked)));
        return answer with
        {
            ErrorCode = error.Code,
            ErrorStatus = error.Status,
            ErrorMessage = error.Message,
            EncodedAuthorizationMessage = messages.Encode(decision, asked.Authorization, asked.Policies, asked.Caller.UserId, asked.Caller.Account, asked.Now),
            AuthorizationId = denials.Keep(decision, [access], 0, asked, asked.Keys.Count, account),
        };
    }
}
