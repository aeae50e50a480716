using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol;

namespace Daypass.Iam.Simulation;

/// <summary>
/// Asks the one policy engine, and puts together what its layers say as AWS's simulator does: for it a resource policy that allows is enough in
/// the account of the resource, whatever identity policies and boundary say, and no key has to trust its account.
/// </summary>
internal sealed class SimulatedDecisions(SimulationRequest simulated, CancellationToken cancelled)
{
    /// <summary>How many steps all decisions of a request may take together: some tenths of a second.</summary>
    private const int MostSteps = 10 * AuthorizationRequest.MostSteps;

    /// <summary>What a decision costs beside matching, and what each key or statement costs that is told of it.</summary>
    private const int Overhead = 500;
    private const int Told = 50;

    private static readonly DecisionLayer[] Sides = [DecisionLayer.Identity, DecisionLayer.Resource, DecisionLayer.Boundary];

    private readonly List<string> _missing = MissingKeys(simulated);
    private long _steps;
    private readonly PolicySet _policies = new()
    {
        IdentityPolicies = simulated.Identity,
        Boundaries = simulated.Boundary,
        SessionPolicies = simulated.Session,
        ScopePolicies = simulated.Scopes,
        ServiceControlLevels = simulated.ControlLevels,
    };

    /// <summary>True when more was asked than one request may cost; nothing is decided from then on, and what was is not to be told.</summary>
    public bool IsExhausted => _steps > MostSteps;

    /// <summary>Decides one action on one resource.</summary>
    /// <exception cref="OperationCanceledException">The client went away.</exception>
    public ResourceDecision Decide(string action, string resource)
    {
        cancelled.ThrowIfCancellationRequested();
        var decided = IsExhausted || !ServiceActions.Instance.CanActOn(action, resource) ? Denied(resource) : DecideByPolicies(action, resource);
        _steps += Overhead + (Told * (decided.Missing.Count + decided.Matched.Count));
        return decided;
    }

    private ResourceDecision Denied(string resource) =>
        new() { Resource = resource, Outcome = Outcome.ImplicitDeny, IsInBoundary = simulated.Boundary is null ? null : false };

    private ResourceDecision DecideByPolicies(string action, string resource)
    {
        var owner = OwnerOf(resource);
        var request = new AuthorizationRequest
        {
            Principal = simulated.Caller.Principal, Action = action, Resource = resource, ResourceAccount = owner, IsSimulated = true,
        };
        simulated.Caller.AddTo(request.Context);
        foreach (var key in simulated.Context)
        {
            key.AddTo(request.Context);
        }

        var stored = simulated.Stored.GetValueOrDefault(resource);
        (_policies.ResourcePolicy, _policies.OuterResourcePolicy) = (simulated.Resource ?? stored.Own, stored.Outer);
        var trace = new DecisionTrace();
        var decision = PolicyEngine.Decide(request, _policies, trace);
        _steps += request.StepsTaken;
        if (request.IsExhausted)
        {
            // As the server would refuse such a request: a Deny that was not compared to its end could be the one that counts.
            return Denied(resource);
        }

        var isAcross = owner != simulated.Caller.Principal.Account;
        var outcome = decision.Outcome == Outcome.ExplicitDeny ? Outcome.ExplicitDeny
            : IsAllowed(decision, trace, isAcross, stored != default) ? Outcome.Allowed
            : Outcome.ImplicitDeny;
        var isInControl = IsAllowed(trace, DecisionLayer.ServiceControl, otherwise: true);
        return new ResourceDecision
        {
            Resource = resource,
            Outcome = outcome,
            Matched = isInControl ? Matched(trace, outcome) : [],
            Missing = isInControl && outcome == Outcome.ImplicitDeny ? _missing : [],
            IsInBoundary = simulated.Boundary is null ? null : IsAllowed(trace, DecisionLayer.Boundary, otherwise: false),
            IsInControl = isInControl,
            Layers = isAcross ? LayersOf(trace) : null,
        };
    }

    // Who owns the resource: whom its ARN names, otherwise whom the request says, otherwise the caller's account. Without a policy of the resource,
    // and without an owner, nobody asks.
    private string OwnerOf(string resource)
    {
        var account = simulated.Caller.Principal.Account;
        return simulated.Resource is null && simulated.ResourceAccount is null ? account
            : Arn.TryParse(resource, out var arn) && arn.TryGetAccountId(out var owner) ? owner.ToString()
            : simulated.ResourceAccount ?? account;
    }

    private bool IsAllowed(in Decision decision, DecisionTrace trace, bool isAcross, bool isStored)
    {
        // Roles, sessions and stored policies of resources only Daypass simulates, and those operations that no policy can refuse: the engine's word stands.
        var isOurs = isStored || simulated.Resource?.Policy.Kind == PolicyKind.Trust || trace.Layers.Count == 0;
        if (isOurs || !IsAllowed(trace, DecisionLayer.ServiceControl, otherwise: true) || !IsAllowed(trace, DecisionLayer.Scope, otherwise: true))
        {
            return isOurs && decision.IsAllowed;
        }

        var byIdentity = IsAllowed(trace, DecisionLayer.Identity, otherwise: false) && IsAllowed(trace, DecisionLayer.Boundary, otherwise: true)
            && IsAllowed(trace, DecisionLayer.Session, otherwise: true);
        var byResource = IsAllowed(trace, DecisionLayer.Resource, otherwise: false);
        return isAcross ? byIdentity && byResource
            : byIdentity || (byResource && simulated.Session is null) || (simulated.Session is not null && decision.IsAllowed);
    }

    private static bool IsAllowed(DecisionTrace trace, DecisionLayer layer, bool otherwise) =>
        trace.Layers.TryGetValue(layer, out var outcome) ? outcome == Outcome.Allowed : otherwise;

    // An allowed request has the Allow statements of those policies that grant: a boundary grants nothing. A denied one has every Deny.
    private static List<TracedStatement> Matched(DecisionTrace trace, Outcome outcome)
    {
        var matched = new List<TracedStatement>();
        foreach (var traced in trace.Matched)
        {
            var decides = outcome switch
            {
                Outcome.Allowed => traced.Statement.Effect == Effect.Allow
                    && traced.Layer is (DecisionLayer.Identity or DecisionLayer.Resource or DecisionLayer.Trust),
                Outcome.ExplicitDeny => traced.Statement.Effect == Effect.Deny,
                _ => false,
            };
            if (decides)
            {
                matched.Add(traced);
            }
        }

        return matched;
    }

    private Dictionary<DecisionLayer, Outcome> LayersOf(DecisionTrace trace)
    {
        var layers = new Dictionary<DecisionLayer, Outcome>();
        foreach (var side in Sides)
        {
            var takesPart = side switch
            {
                DecisionLayer.Resource => simulated.Resource is not null,
                DecisionLayer.Boundary => simulated.Boundary is not null,
                _ => true,
            };
            if (takesPart)
            {
                var layer = side == DecisionLayer.Resource && simulated.Resource!.Policy.Kind == PolicyKind.Trust ? DecisionLayer.Trust : side;
                layers.Add(side, trace.Layers.GetValueOrDefault(layer, Outcome.ImplicitDeny));
            }
        }

        return layers;
    }

    // Every key that any of the policies looks at, whatever the statement is about, and that came with no value: also one that has a value of its own.
    private static List<string> MissingKeys(SimulationRequest simulated)
    {
        var given = simulated.Context.Select(static key => key.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var told = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. simulated.Policies.SelectMany(static policy => policy.Policy.ContextKeys)
                .Where(key => key is not ("*" or "?" or "$") && !given.Contains(key) && told.Add(key)),
        ];
    }
}
