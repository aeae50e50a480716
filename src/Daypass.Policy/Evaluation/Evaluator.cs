using Daypass.Policy.Decisions;
using Daypass.Policy.Matching;
using Daypass.Policy.Requests;
using Hit = Daypass.Policy.Decisions.Decision.Hit;

namespace Daypass.Policy.Evaluation;

/// <summary>One evaluation without a trace: it stops as soon as the answer is known.</summary>
internal readonly ref struct Evaluator
{
    private readonly AuthorizationRequest _request;
    private readonly PolicySet _policies;
    private readonly Principal _caller;
    private readonly bool _hasBoundary;

    public Evaluator(AuthorizationRequest request, PolicySet policies)
    {
        _request = request;
        _policies = policies;
        _caller = request.Principal;
        _hasBoundary = policies.Boundaries is { Count: > 0 };
    }

    public Decision Decide()
    {
        if (RequestTraits.IsBeyondPolicies(_request))
        {
            return Decision.Allow(DecisionLayer.None, Hit.None);
        }

        if (TryFindDeny(out var denied) || TryFindClosedGate(out denied))
        {
            return denied;
        }

        var decision = DecideWithoutScope();
        return decision.IsAllowed && TryFindMissingScope(out denied) ? denied : decision;
    }

    /// <summary>The decision but for scope down policies: what the session could do that asked for this one.</summary>
    private Decision DecideWithoutScope()
    {
        var grants = FindResourceGrants();
        if (_caller.Kind is PrincipalKind.AnonymousCaller or PrincipalKind.Service or PrincipalKind.Federated)
        {
            return (grants.Ways & (PrincipalMatch.Direct | PrincipalMatch.Star)) != 0
                ? Decision.Allow(ResourceLayer, grants.Strong)
                : Decision.ImplicitDeny(ResourceLayer);
        }

        return RequestTraits.IsSameAccount(_request) ? DecideInAccount(grants) : DecideAcrossAccounts(grants);
    }

    private DecisionLayer ResourceLayer => RequestTraits.FindResourceLayer(_request, _policies.ResourcePolicy);

    private Decision DecideInAccount(in ResourceGrants grants)
    {
        var direct = _caller.Kind is PrincipalKind.User or PrincipalKind.RoleSession or PrincipalKind.FederatedUser;
        if ((grants.Ways & PrincipalMatch.Star) != 0 || (direct && (grants.Ways & PrincipalMatch.Direct) != 0))
        {
            return Decision.Allow(ResourceLayer, grants.Strong);
        }

        var byParent = (grants.Ways & PrincipalMatch.Parent) != 0;
        var ceiling = MissingCeiling();
        if (byParent && ceiling == DecisionLayer.None)
        {
            return Decision.Allow(ResourceLayer, grants.Parent);
        }

        if (!byParent && (grants.Ways & PrincipalMatch.Account) == 0 && RequestTraits.NeedsAccountTrust(_request, _policies.ResourcePolicy))
        {
            return Decision.ImplicitDeny(ResourceLayer);
        }

        if (byParent)
        {
            return Decision.ImplicitDeny(ceiling);
        }

        return DecideByIdentity(ceiling);
    }

    private Decision DecideAcrossAccounts(in ResourceGrants grants) =>
        grants.Ways == PrincipalMatch.None ? Decision.ImplicitDeny(ResourceLayer) : DecideByIdentity(MissingCeiling());

    private Decision DecideByIdentity(DecisionLayer missingCeiling)
    {
        var allowed = TryFindAllow(_policies.IdentityPolicies, -1, out var hit);
        if (!allowed && !_caller.ActsAsRoot)
        {
            return Decision.ImplicitDeny(DecisionLayer.Identity);
        }

        return missingCeiling != DecisionLayer.None
            ? Decision.ImplicitDeny(missingCeiling)
            : Decision.Allow(allowed ? DecisionLayer.Identity : DecisionLayer.None, hit);
    }

    /// <summary>The boundary or the session policies if one of them does not allow, otherwise None.</summary>
    private DecisionLayer MissingCeiling()
    {
        if (_hasBoundary && !TryFindAllow(_policies.Boundaries, -1, out _))
        {
            return DecisionLayer.Boundary;
        }

        var limited = _policies.SessionPolicies is { Count: > 0 } || _caller.Kind == PrincipalKind.FederatedUser;
        return limited && !TryFindAllow(_policies.SessionPolicies, -1, out _) ? DecisionLayer.Session : DecisionLayer.None;
    }

    /// <summary>The first scope down policy that does not allow: each is a limit of its own, and nothing passes by it.</summary>
    private bool TryFindMissingScope(out Decision denied)
    {
        var scopes = _policies.ScopePolicies;
        for (var scope = 0; scopes is not null && scope < scopes.Count; scope++)
        {
            if (!TryFindAllow(scopes[scope].Policy, out _))
            {
                denied = Decision.ImplicitDeny(DecisionLayer.Scope, scope);
                return true;
            }
        }

        denied = default;
        return false;
    }

    private ResourceGrants FindResourceGrants()
    {
        var grants = new ResourceGrants();
        AddGrants(ref grants, _policies.ResourcePolicy, PolicySet.ResourceDocument);
        AddGrants(ref grants, _policies.OuterResourcePolicy, PolicySet.OuterDocument);
        return grants;
    }

    private void AddGrants(ref ResourceGrants grants, NamedPolicy? named, int document)
    {
        if (named is null)
        {
            return;
        }

        foreach (var index in named.Policy.Allows.FindStatements(_request, out var service))
        {
            grants.Add(named.Policy.Compiled[index].Match(_request, service, _hasBoundary, out _), document, index);
        }
    }

    /// <summary>Control policies and the endpoint: each must allow before anything else counts.</summary>
    private bool TryFindClosedGate(out Decision denied)
    {
        if (IsLevelClosed(_policies.ResourceControlLevels, DecisionLayer.ResourceControl, out denied)
            || (_caller.IsBoundByServiceControl && IsLevelClosed(_policies.ServiceControlLevels, DecisionLayer.ServiceControl, out denied)))
        {
            return true;
        }

        denied = Decision.ImplicitDeny(DecisionLayer.Endpoint);
        return _policies.EndpointPolicies is { Count: > 0 } endpoint && !TryFindAllow(endpoint, -1, out _);
    }

    private bool IsLevelClosed(IReadOnlyList<IReadOnlyList<NamedPolicy>>? levels, DecisionLayer layer, out Decision denied)
    {
        for (var level = 0; levels is not null && level < levels.Count; level++)
        {
            if (!TryFindAllow(levels[level], level, out _))
            {
                denied = Decision.ImplicitDeny(layer, level);
                return true;
            }
        }

        denied = default;
        return false;
    }

    private bool TryFindDeny(out Decision denied) =>
        (_caller.IsBoundByServiceControl && TryFindDeny(_policies.ServiceControlLevels, DecisionLayer.ServiceControl, out denied))
        || TryFindDeny(_policies.ResourceControlLevels, DecisionLayer.ResourceControl, out denied)
        || (_policies.ResourcePolicy is { } named && TryFindDeny(named, ResourceLayer, -1, PolicySet.ResourceDocument, out denied))
        || (_policies.OuterResourcePolicy is { } outer && TryFindDeny(outer, ResourceLayer, -1, PolicySet.OuterDocument, out denied))
        || TryFindDeny(_policies.IdentityPolicies, DecisionLayer.Identity, -1, out denied)
        || TryFindDeny(_policies.Boundaries, DecisionLayer.Boundary, -1, out denied)
        || TryFindDeny(_policies.SessionPolicies, DecisionLayer.Session, -1, out denied)
        || TryFindDenyingScope(out denied)
        || TryFindDeny(_policies.EndpointPolicies, DecisionLayer.Endpoint, -1, out denied);

    private bool TryFindDeny(IReadOnlyList<IReadOnlyList<NamedPolicy>>? levels, DecisionLayer layer, out Decision denied)
    {
        for (var level = 0; levels is not null && level < levels.Count; level++)
        {
            if (TryFindDeny(levels[level], layer, level, out denied))
            {
                return true;
            }
        }

        denied = default;
        return false;
    }

    private bool TryFindDenyingScope(out Decision denied)
    {
        var scopes = _policies.ScopePolicies;
        for (var scope = 0; scopes is not null && scope < scopes.Count; scope++)
        {
            if (TryFindDeny(scopes[scope], DecisionLayer.Scope, scope, 0, out denied))
            {
                return true;
            }
        }

        denied = default;
        return false;
    }

    private bool TryFindDeny(IReadOnlyList<NamedPolicy>? documents, DecisionLayer layer, int level, out Decision denied)
    {
        for (var document = 0; documents is not null && document < documents.Count; document++)
        {
            if (TryFindDeny(documents[document], layer, level, document, out denied))
            {
                return true;
            }
        }

        denied = default;
        return false;
    }

    private bool TryFindDeny(NamedPolicy named, DecisionLayer layer, int level, int document, out Decision denied)
    {
        foreach (var index in named.Policy.Denies.FindStatements(_request, out var service))
        {
            if (named.Policy.Compiled[index].Match(_request, service, _hasBoundary, out _) != PrincipalMatch.None)
            {
                denied = Decision.ExplicitDeny(layer, new Hit(level, document, index));
                return true;
            }
        }

        denied = default;
        return false;
    }

    private bool TryFindAllow(IReadOnlyList<NamedPolicy>? documents, int level, out Hit hit)
    {
        for (var document = 0; documents is not null && document < documents.Count; document++)
        {
            if (TryFindAllow(documents[document].Policy, out var statement))
            {
                hit = new Hit(level, document, statement);
                return true;
            }
        }

        hit = Hit.None;
        return false;
    }

    private bool TryFindAllow(CompiledPolicy policy, out int statement)
    {
        foreach (var index in policy.Allows.FindStatements(_request, out var service))
        {
            if (policy.Compiled[index].Match(_request, service, _hasBoundary, out _) != PrincipalMatch.None)
            {
                statement = index;
                return true;
            }
        }

        statement = -1;
        return false;
    }
}
