using Daypass.Core.Directory;
using Daypass.Core.Requests;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Authorization;

/// <summary>Puts the accesses an operation needs to the policy engine. The only place that does.</summary>
/// <param name="directory">Where the caller's policies are.</param>
/// <param name="sessionPolicies">What limits a session.</param>
/// <param name="denials">Words what it refuses.</param>
public sealed class Authorizer(EntityDirectory directory, SessionPolicies sessionPolicies, Denials denials)
{
    /// <summary>Whether each request tells what was decided about it: for tests of policies, which pay for it.</summary>
    public bool TellsDecisions { get; init; }

    /// <summary>Asks about every access in turn; the first refusal, or null when everything is allowed.</summary>
    public async ValueTask<AwsError?> Authorize(IReadOnlyList<Access> accesses, OperationContext context)
    {
        await Gather(context);
        var shared = context.Keys.Count;
        for (var index = 0; index < accesses.Count; index++)
        {
            var access = accesses[index];
            foreach (var (key, value) in access.Keys)
            {
                context.Keys.Add(key, value);
            }

            var decision = await DecideOn(access, context);
            if (TellsDecisions)
            {
                Tell(access, decision, context);
            }

            if (!decision.IsAllowed)
            {
                context.DeniedBy = decision.Layer;
                return await denials.Refuse(decision, accesses, index, DecideForCallerAlone(access, context, shared), context, shared);
            }

            context.Keys.Truncate(shared);
        }

        return null;
    }

    /// <summary>Decides one access of a caller whose context was filled; for a service that asks about a request it received.</summary>
    internal async ValueTask<Decision> GatherAndDecide(Access access, OperationContext context)
    {
        await Gather(context);
        return await DecideOn(access, context);
    }

    /// <summary>Collects what bears on whatever the caller does to resources of its own account.</summary>
    internal async ValueTask GatherForOwn(OperationContext context)
    {
        await Gather(context);
        await AddOwner(context.Caller.Account, context);
    }

    /// <summary>Decides one access with the resource control policies of its resource's account.</summary>
    private async ValueTask<Decision> DecideOn(Access access, OperationContext context)
    {
        await AddOwner(access.ResourceAccount ?? context.Caller.Account, context);
        return Decide(access, context);
    }

    private static void Tell(Access access, in Decision decision, OperationContext context)
    {
        var document = context.Policies.Find(decision);
        var statements = document?.Policy.Statements;
        var sid = decision.StatementIndex >= 0 && decision.StatementIndex < statements?.Count ? statements[decision.StatementIndex].Sid : null;
        context.Decide(new DecidedAccess(
            access.Action, access.Resource, decision.Outcome, decision.Layer, document?.Label, decision.StatementIndex, sid));
    }

    /// <summary>Adds what the organisation of a resource's owner says.</summary>
    private async ValueTask AddOwner(string owner, OperationContext context)
    {
        var place = owner.Length == 0 ? null : await directory.PlaceOf(owner, context.Cancelled);
        context.Policies.ResourceControlLevels = IsLinked(context.Caller) ? null : place?.Resource;
        if (place is not null)
        {
            context.Keys.Add("aws:ResourceOrgID", place.OrganizationId);
            context.Keys.Add("aws:ResourceOrgPaths", place.Paths);
        }
    }

    /// <summary>Decides one access with what <see cref="Gather"/> put together.</summary>
    internal static Decision Decide(Access access, OperationContext context, DecisionTrace? trace = null)
    {
        var request = context.Authorization;
        request.Principal = context.Caller.Principal;
        request.Action = access.Action;
        request.Resource = access.Resource;
        request.ResourceAccount = access.ResourceAccount ?? context.Caller.Account;
        context.Policies.ResourcePolicy = access.ResourcePolicy;
        context.Policies.OuterResourcePolicy = access.OuterResourcePolicy;
        var decision = PolicyEngine.Decide(request, context.Policies, trace);
        return decision.Layer is DecisionLayer.Endpoint ? decision with { Layer = DecisionLayer.Session } : decision;
    }

    /// <summary>
    /// What the caller's side alone says of an access whose resource must not be told of: asked again about a resource that has no tags and
    /// trusts the whole account, so that the answer is the same whatever the real one is, and whether or not there is one. Null when
    /// the resource is another account's, whose callers learn nothing, or when nothing on the caller's side denies.
    /// </summary>
    private static Decision? DecideForCallerAlone(Access access, OperationContext context, int shared)
    {
        if (access.Style is not DenialStyle.CallerSideOnly || !string.Equals(access.ResourceAccount, context.Caller.Account, StringComparison.Ordinal))
        {
            return null;
        }

        context.Keys.Truncate(shared);
        var decision = Decide(access with { ResourcePolicy = RoleTrust.AccountOf(context.Caller.Account) }, context);
        return decision.IsAllowed ? null : decision;
    }

    /// <summary>Whether the caller is a service-linked role: it does what its service needs, whatever an organisation says.</summary>
    private static bool IsLinked(Caller caller) => caller.Role?.Role.LinkedService is not null;

    /// <summary>Collects the documents on the caller's side.</summary>
    private async ValueTask Gather(OperationContext context)
    {
        var (caller, set) = (context.Caller, context.Policies);
        if (caller.Kind is CallerKind.Unsigned)
        {
            return;
        }

        if (await directory.PlaceOf(caller.Account, context.Cancelled) is { } place)
        {
            context.ControlLevels = place.Service;
            set.ServiceControlLevels = IsLinked(caller) ? null : place.Service;
            context.Keys.Add("aws:PrincipalOrgID", place.OrganizationId);
            context.Keys.Add("aws:PrincipalOrgPaths", place.Paths);
        }

        var own = caller.Role is { } role ? await directory.PoliciesOf(role, context.Cancelled)
            : caller.User is { } user ? await directory.PoliciesOf(user, context.Cancelled)
            : null;
        if (own is not null)
        {
            set.IdentityPolicies = own.Identity;
            set.Boundaries = own.Boundary;
        }

        if (caller is { Kind: CallerKind.FederatedUser, User: null })
        {
            set.IdentityPolicies = [CompiledDocuments.EverythingAllowed("root")];
        }

        if (caller.Session is { } session)
        {
            set.SessionPolicies = await sessionPolicies.Find(session, context.Cancelled);
            set.ScopePolicies = await sessionPolicies.FindScopes(session, context.Cancelled);
            if (caller.Kind is CallerKind.Delegated or CallerKind.RootTask)
            {
                // What was delegated, or the task, limits the session whoever trusts the user or root behind it by name: a gate, not one side of the question.
                set.EndpointPolicies = set.SessionPolicies;
            }
        }
    }
}
