using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Requests;
using Daypass.Core.Usage;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Verification;

/// <summary>What services ask about callers of theirs that were proven: whether the policies of this server let them.</summary>
/// <param name="directory">Where the policies of resources are.</param>
/// <param name="messages">Encodes the reasons of denials.</param>
/// <param name="authorizer">Decides.</param>
/// <param name="denials">Words what is refused.</param>
/// <param name="uses">Notes what callers asked for.</param>
public sealed class AccessQuestions(
    EntityDirectory directory, AuthorizationMessages messages, Authorizer authorizer, Denials denials, UseRecorder uses)
{
    private const string Nobody = "unauthenticated";

    /// <summary>The answer when nobody was proven.</summary>
    /// <param name="error">Why not.</param>
    /// <param name="context">The service's request.</param>
    internal static CheckAccessResponse Unauthenticated(AwsError error, OperationContext context)
    {
        context.Judged = new JudgedCaller(Nobody, null, null, error.Reason ?? error.Message);
        return new CheckAccessResponse { Decision = Nobody, ErrorCode = error.Code, ErrorStatus = error.Status, ErrorMessage = error.Message };
    }

    /// <summary>A context of its own: nothing of the service that asks may count for the caller it asks about.</summary>
    internal static OperationContext ContextOf(IAccessQuestion input, string? userAgent, string? referer, OperationContext context) => new()
    {
        Now = context.Now,
        RequestId = context.RequestId,
        Cancelled = context.Cancelled,
        Source = new RequestSource(SourceAddress.Read(input.SourceIp), userAgent, referer, input.SecureTransport ?? false),
    };

    /// <summary>What may be asked by a service of this account; null when this may.</summary>
    internal static AwsError? Validate(IAccessQuestion input, string account) =>
        Validate(input.RequestedAction, input.Resource, input.ServiceKeys, account)
        ?? (input.SourceIp is not null && SourceAddress.Read(input.SourceIp) is null ? CommonErrors.ValidationError("SourceIp is not an IP address.") : null);

    /// <summary>Likewise, of one question of several.</summary>
    internal static AwsError? Validate(string action, string resource, IReadOnlyList<ServiceKey> keys, string account)
    {
        if (ValidateResource(resource, account) is { } refusal)
        {
            return refusal;
        }

        var service = action.IndexOf(':', StringComparison.Ordinal);
        if (service <= 0 || service == action.Length - 1 || action.LastIndexOf(':') != service)
        {
            return CommonErrors.ValidationError("RequestedAction is not a service and a name, joined by a colon.");
        }

        foreach (var key in keys)
        {
            if (!ServiceKeyRule.Allows(key.Name, action))
            {
                return CommonErrors.ValidationError($"{key.Name} is not a condition key of the action's service.");
            }
        }

        return null;
    }

    /// <summary>What a service of this account may ask about: null when this may.</summary>
    public static AwsError? ValidateResource(string resource, string account)
    {
        if (!Arn.TryParse(resource, out var arn))
        {
            return CommonErrors.NotAnArn(resource);
        }

        return arn.Account.IsEmpty || arn.Account.SequenceEqual(account)
            ? null
            : CommonErrors.ValidationError("The resource belongs to another account than the service that asks.");
    }

    /// <summary>Decides about a proven caller.</summary>
    /// <param name="input">The question.</param>
    /// <param name="caller">Who was proven.</param>
    /// <param name="asked">The context of what they asked the service for.</param>
    /// <param name="context">The service's own.</param>
    internal ValueTask<CheckAccessResponse> Decide(IAccessQuestion input, Caller caller, OperationContext asked, OperationContext context) =>
        Decide(input, [], caller, asked, context);

    /// <summary>Decides about a proven caller, or about one without an identity, who asks for several things at once.</summary>
    internal async ValueTask<CheckAccessResponse> Decide(
        IAccessQuestion input, IReadOnlyList<FurtherQuestion> further, Caller caller, OperationContext asked, OperationContext context)
    {
        asked.Caller = caller;
        GlobalConditionKeys.Fill(asked);
        if (caller.Kind is CallerKind.Unsigned)
        {
            asked.Keys.Add("aws:PrincipalType", "Anonymous");
            asked.Keys.Add("aws:userid", caller.UserId);
        }

        var shared = asked.Keys.Count;
        var answer = await Decide(input.RequestedAction, input.Resource, input.ServiceKeys, asked, context, encode: true);
        if (further.Count == 0)
        {
            return answer;
        }

        var decisions = new FurtherDecision[further.Count];
        for (var index = 0; index < decisions.Length; index++)
        {
            asked.Keys.Truncate(shared);
            var question = further[index];
            var decided = await Decide(question.RequestedAction, question.Resource, question.ServiceKeys, asked, context, encode: false);
            decisions[index] = new FurtherDecision
            {
                Decision = decided.Decision,
                ErrorCode = decided.ErrorCode,
                ErrorStatus = decided.ErrorStatus,
                ErrorMessage = decided.ErrorMessage,
                AuthorizationId = decided.AuthorizationId,
            };
        }

        return answer with { FurtherDecisions = decisions };
    }

    private async ValueTask<CheckAccessResponse> Decide(
        string action, string resource, IReadOnlyList<ServiceKey> keys, OperationContext asked, OperationContext context, bool encode)
    {
        var account = context.Caller.Account;
        foreach (var key in keys)
        {
            if (key.IsList == true)
            {
                asked.Keys.Append(key.Name, key.Value);
            }
            else
            {
                asked.Keys.Add(key.Name, key.Value);
            }
        }

        asked.Keys.Add("aws:ResourceAccount", account);

        var caller = asked.Caller;
        var access = await directory.WithPolicies(new Access(action, resource), account, asked.Cancelled);
        var decision = await authorizer.GatherAndDecide(access, asked);
        var answer = new CheckAccessResponse
        {
            Decision = decision.Outcome switch { Outcome.Allowed => "allowed", Outcome.ExplicitDeny => "explicitDeny", _ => "implicitDeny" },
            CallerArn = caller.Kind is CallerKind.Unsigned ? null : caller.Arn,
            CallerUserId = caller.UserId,
            CallerAccount = caller.Kind is CallerKind.Unsigned ? null : caller.Account,
        };
        if (context.Judged is null || (context.Judged.Reason is null && !decision.IsAllowed))
        {
            // Of several questions the first that was denied is the one to know of.
            context.Judged = new JudgedCaller(
                answer.Decision, answer.CallerArn, answer.CallerAccount, decision.IsAllowed ? null : Denials.ReasonOf(decision, asked));
        }

        if (!decision.IsAllowed)
        {
            return await Denied(answer, decision, access, asked, account, encode);
        }

        if (caller.Account == account)
        {
            Note(action, caller, asked);
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

    /// <summary>The message is for the caller's account: of the resource's side it tells another account only that it did not allow.</summary>
    private string Encode(Decision decision, OperationContext asked, bool together)
    {
        var (set, caller) = (asked.Policies, asked.Caller);
        if (together)
        {
            return messages.Encode(decision, asked.Authorization, set, caller.UserId, caller.Account, asked.Now);
        }

        var (own, outer, levels) = (set.ResourcePolicy, set.OuterResourcePolicy, set.ResourceControlLevels);
        (set.ResourcePolicy, set.OuterResourcePolicy, set.ResourceControlLevels) = (null, null, null);
        var told = decision.Layer is DecisionLayer.Resource or DecisionLayer.ResourceControl
            ? PolicyEngine.Decide(asked.Authorization, set)
            : decision;
        var text = messages.Encode(told, asked.Authorization, set, caller.UserId, caller.Account, asked.Now);
        (set.ResourcePolicy, set.OuterResourcePolicy, set.ResourceControlLevels) = (own, outer, levels);
        return text;
    }

    private async ValueTask<CheckAccessResponse> Denied(
        CheckAccessResponse answer, Decision decision, Access access, OperationContext asked, string account, bool encode)
    {
        if (asked.Caller.Kind is CallerKind.Unsigned)
        {
            var nobody = CommonErrors.AccessDenied(DenialMessage.Create(decision, "anonymous", access.Action, access.Resource, withReason: false));
            return answer with { ErrorCode = nobody.Code, ErrorStatus = nobody.Status, ErrorMessage = nobody.Message };
        }

        // The policies of another account, unless it is of one organisation with it, are nothing the service may learn of.
        var together = await denials.BelongTogether(asked.Caller.Account, access.ResourceAccount, asked.Cancelled);
        var error = CommonErrors.AccessDenied(DenialMessage.Create(
            decision, asked.Caller.Arn, access.Action, access.Resource, together, Denials.PolicyOf(decision, asked)));
        return answer with
        {
            ErrorCode = error.Code,
            ErrorStatus = error.Status,
            ErrorMessage = error.Message,
            EncodedAuthorizationMessage = encode ? Encode(decision, asked, together) : null,
            AuthorizationId = denials.Keep(decision, [access], 0, asked, asked.Keys.Count, account),
        };
    }
}
