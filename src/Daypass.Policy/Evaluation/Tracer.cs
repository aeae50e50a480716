using Daypass.Policy.Decisions;
using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Evaluation;

/// <summary>Walks every document once more and writes down what matched, what nearly did, and what each layer says by itself.</summary>
internal static class Tracer
{
    private static readonly DecisionLayer[] ReportOrder =
    [
        DecisionLayer.ServiceControl, DecisionLayer.ResourceControl, DecisionLayer.Endpoint, DecisionLayer.Resource, DecisionLayer.Trust,
        DecisionLayer.Identity, DecisionLayer.Boundary, DecisionLayer.Session, DecisionLayer.Scope,
    ];

    public static void Trace(AuthorizationRequest request, PolicySet policies, in Decision decision, DecisionTrace trace)
    {
        trace.Clear();
        if (RequestTraits.IsBeyondPolicies(request))
        {
            return;
        }

        request.Trace = trace;
        try
        {
            var walk = new Walk(request, trace, policies.Boundaries is { Count: > 0 });
            var grants = walk.Everything(policies);
            trace.NothingGrants = grants == PrincipalMatch.None
                && !request.Principal.ActsAsRoot
                && trace.Layers.GetValueOrDefault(DecisionLayer.Identity) != Outcome.Allowed;
            trace.DeniedBy = decision.IsAllowed ? [] : FindDenyingLayers(request, policies, decision, trace, grants);
        }
        finally
        {
            request.Trace = null;
        }
    }

    private static List<DecisionLayer> FindDenyingLayers(
        AuthorizationRequest request, PolicySet policies, in Decision decision, DecisionTrace trace, PrincipalMatch grants)
    {
        var explicitly = decision.Outcome == Outcome.ExplicitDeny;
        var layers = new List<DecisionLayer>();
        foreach (var layer in ReportOrder)
        {
            if (trace.Layers.TryGetValue(layer, out var outcome)
                && (explicitly ? outcome == Outcome.ExplicitDeny : outcome != Outcome.Allowed && IsNeeded(layer, request, policies, grants)))
            {
                layers.Add(layer);
            }
        }

        return layers;
    }

    /// <summary>True when the request could not be allowed without this layer's Allow, given how the resource policy names the caller.</summary>
    private static bool IsNeeded(DecisionLayer layer, AuthorizationRequest request, PolicySet policies, PrincipalMatch grants)
    {
        var byIdentity = request.Principal.Kind is not (PrincipalKind.AnonymousCaller or PrincipalKind.Service or PrincipalKind.Federated);
        var same = RequestTraits.IsSameAccount(request);
        var beyondCeiling = !byIdentity || (same && (grants & (PrincipalMatch.Star | PrincipalMatch.Direct)) != 0);
        return layer switch
        {
            DecisionLayer.Identity => byIdentity && !request.Principal.ActsAsRoot && !(same && (grants & ~PrincipalMatch.Account) != 0),
            DecisionLayer.Boundary or DecisionLayer.Session => !beyondCeiling,
            DecisionLayer.Resource or DecisionLayer.Trust =>
                !byIdentity || !same || RequestTraits.NeedsAccountTrust(request, policies.ResourcePolicy),
            _ => true,
        };
    }

    private sealed class Walk(AuthorizationRequest request, DecisionTrace trace, bool hasBoundary)
    {
        public PrincipalMatch Everything(PolicySet policies)
        {
            var caller = request.Principal;
            if (caller.IsBoundByServiceControl)
            {
                Levels(policies.ServiceControlLevels, DecisionLayer.ServiceControl);
            }

            Levels(policies.ResourceControlLevels, DecisionLayer.ResourceControl);
            var grants = PrincipalMatch.None;
            var resourceLayer = RequestTraits.FindResourceLayer(request, policies.ResourcePolicy);
            if (policies.ResourcePolicy is not null || policies.OuterResourcePolicy is not null)
            {
                Set(resourceLayer, Resources(policies, resourceLayer, out grants));
            }
            else if (IsNeeded(resourceLayer, request, policies, PrincipalMatch.None))
            {
                Set(resourceLayer, Outcome.ImplicitDeny);
            }

            Set(DecisionLayer.Identity, Documents(policies.IdentityPolicies, DecisionLayer.Identity, -1, out _));
            if (policies.Boundaries is { Count: > 0 } boundaries)
            {
                Set(DecisionLayer.Boundary, Documents(boundaries, DecisionLayer.Boundary, -1, out _));
            }

            if (policies.SessionPolicies is { Count: > 0 } || caller.Kind == PrincipalKind.FederatedUser)
            {
                Set(DecisionLayer.Session, Documents(policies.SessionPolicies ?? [], DecisionLayer.Session, -1, out _));
            }

            Scopes(policies.ScopePolicies);
            if (policies.EndpointPolicies is { Count: > 0 } endpoint)
            {
                Set(DecisionLayer.Endpoint, Documents(endpoint, DecisionLayer.Endpoint, -1, out _));
            }

            return grants;
        }

        private Outcome Resources(PolicySet policies, DecisionLayer layer, out PrincipalMatch grants)
        {
            var ofResource = PrincipalMatch.None;
            var denied = policies.ResourcePolicy is { } resource
                && Document(resource, layer, -1, PolicySet.ResourceDocument, out ofResource) == Outcome.ExplicitDeny;
            var ofOuter = PrincipalMatch.None;
            denied |= policies.OuterResourcePolicy is { } outer
                && Document(outer, layer, -1, PolicySet.OuterDocument, out ofOuter) == Outcome.ExplicitDeny;
            grants = ofResource | ofOuter;
            return ToOutcome(denied, grants);
        }

        private void Set(DecisionLayer layer, Outcome outcome) => trace.SetLayer(layer, outcome);

        private void Levels(IReadOnlyList<IReadOnlyList<NamedPolicy>>? levels, DecisionLayer layer)
        {
            if (levels is null)
            {
                return;
            }

            var together = Outcome.Allowed;
            for (var level = 0; level < levels.Count; level++)
            {
                var outcome = Documents(levels[level], layer, level, out _);
                together = together == Outcome.ExplicitDeny || outcome == Outcome.Allowed ? together : outcome;
            }

            Set(layer, together);
        }

        private void Scopes(IReadOnlyList<NamedPolicy>? scopes)
        {
            if (scopes is not { Count: > 0 })
            {
                return;
            }

            var together = Outcome.Allowed;
            for (var scope = 0; scope < scopes.Count; scope++)
            {
                var outcome = Document(scopes[scope], DecisionLayer.Scope, scope, 0, out _);
                together = together == Outcome.ExplicitDeny || outcome == Outcome.Allowed ? together : outcome;
            }

            Set(DecisionLayer.Scope, together);
        }

        private Outcome Documents(IReadOnlyList<NamedPolicy> documents, DecisionLayer layer, int level, out PrincipalMatch grants)
        {
            grants = PrincipalMatch.None;
            var denied = false;
            for (var document = 0; document < documents.Count; document++)
            {
                denied |= Document(documents[document], layer, level, document, out var granted) == Outcome.ExplicitDeny;
                grants |= granted;
            }

            return ToOutcome(denied, grants);
        }

        private Outcome Document(NamedPolicy named, DecisionLayer layer, int level, int document, out PrincipalMatch grants)
        {
            grants = PrincipalMatch.None;
            var denied = false;
            var service = named.Policy.FindService(request);
            for (var index = 0; index < named.Policy.Compiled.Length; index++)
            {
                var statement = named.Policy.Compiled[index];
                var match = statement.Match(request, service, hasBoundary, out var failed);
                var traced = new TracedStatement(layer, level, document, index, named.Label, statement.Source);
                if (match != PrincipalMatch.None)
                {
                    trace.Add(traced);
                    denied |= statement.IsDeny;
                    grants |= statement.IsDeny ? PrincipalMatch.None : match;
                }
                else if (failed is not null)
                {
                    trace.AddFailed(new TracedCondition(traced, failed.Entry));
                }
            }

            return ToOutcome(denied, grants);
        }

        private static Outcome ToOutcome(bool denied, PrincipalMatch grants) =>
            denied ? Outcome.ExplicitDeny : grants != PrincipalMatch.None ? Outcome.Allowed : Outcome.ImplicitDeny;
    }
}
