using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Requests;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;

namespace Daypass.Core.Authorization;

/// <summary>Puts down what was evaluated when a request was denied.</summary>
internal sealed class DenialSnapshot
{
    /// <summary>More accesses than this are not put down; the one that was denied always is.</summary>
    public const int MostEvaluations = 20;

    private readonly OperationContext _context;
    private readonly List<DeniedPolicy> _policies = [];
    private readonly Dictionary<(DecisionLayer Layer, int Level, int Document), int> _places = [];

    private DenialSnapshot(OperationContext context) => _context = context;

    /// <summary>What became of the accesses of a request.</summary>
    /// <param name="accesses">What the request needed.</param>
    /// <param name="denied">Which of them was denied.</param>
    /// <param name="decision">How.</param>
    /// <param name="context">The request.</param>
    /// <param name="shared">How many condition keys it has beside those of single accesses.</param>
    public static DeniedRequest Take(IReadOnlyList<Access> accesses, int denied, in Decision decision, OperationContext context, int shared)
    {
        var snapshot = new DenialSnapshot(context);
        snapshot.AddPrincipalsPolicies();
        var first = Math.Max(0, denied + 1 - MostEvaluations);
        var evaluations = new List<DeniedEvaluation>();
        for (var index = first; index < accesses.Count && index < first + MostEvaluations; index++)
        {
            evaluations.Add(snapshot.Evaluate(accesses[index], index == denied ? decision : null, shared));
        }

        context.Keys.Truncate(shared);
        var keys = new List<DeniedKey>(shared);
        foreach (var (name, values) in context.Keys.Entries())
        {
            keys.Add(new DeniedKey(name, values, !context.Keys.TryGet(name, out _)));
        }

        return new DeniedRequest
        {
            Account = context.Caller.Account,
            ResourceAccount = accesses[denied].ResourceAccount ?? context.Caller.Account,
            Context = keys,
            Evaluations = evaluations,
            Policies = snapshot._policies,
        };
    }

    private DeniedEvaluation Evaluate(Access access, Decision? known, int shared)
    {
        _context.Keys.Truncate(shared);
        var own = new List<DeniedKey>(access.Keys.Count);
        foreach (var (key, value) in access.Keys)
        {
            _context.Keys.Add(key, value);
            own.Add(new DeniedKey(key, [value], IsList: false));
        }

        var trace = new DecisionTrace();
        var decision = Authorizer.Decide(access, _context, trace);
        decision = known ?? decision;
        if (access.ResourcePolicy is { } policy)
        {
            // One place for both names of the layer: of one access only one of them is used.
            Add(DecisionLayer.Resource, -1, 0, policy, access.Resource, isInline: true);
            _places[(DecisionLayer.Trust, -1, 0)] = _places[(DecisionLayer.Resource, -1, 0)];
        }

        if (access.OuterResourcePolicy is { } outer)
        {
            Add(DecisionLayer.Resource, -1, 1, outer, outer.Label, isInline: true);
        }

        var matched = new List<DeniedMatch>();
        foreach (var statement in decision.Outcome is Outcome.ImplicitDeny ? [] : trace.Matched)
        {
            if (_places.TryGetValue((statement.Layer, statement.LevelIndex, statement.DocumentIndex), out var place))
            {
                matched.Add(new DeniedMatch(place, statement.Statement.Sid, statement.Statement.Effect is Policy.Language.Effect.Deny));
            }
        }

        return new DeniedEvaluation(access.Action, access.Resource, EffectOf(decision), own, matched);
    }

    private void AddPrincipalsPolicies()
    {
        var (set, caller) = (_context.Policies, _context.Caller);
        var principal = caller.Role?.Arn ?? caller.User?.Arn ?? caller.Arn;
        AddAll(DecisionLayer.Identity, -1, set.IdentityPolicies, principal);
        AddAll(DecisionLayer.Boundary, -1, set.Boundaries, principal);
        AddAll(DecisionLayer.Session, -1, set.SessionPolicies, caller.Arn);
        for (var layer = 0; layer < set.ScopePolicies?.Count; layer++)
        {
            Add(DecisionLayer.Scope, layer, 0, set.ScopePolicies[layer], caller.Arn, isInline: true);
        }

        AddLevels(DecisionLayer.ServiceControl, set.ServiceControlLevels);
        AddLevels(DecisionLayer.ResourceControl, set.ResourceControlLevels);

        // What limits a delegated session stands in the set twice, and is one policy.
        for (var document = 0; document < set.EndpointPolicies?.Count; document++)
        {
            if (ReferenceEquals(set.EndpointPolicies, set.SessionPolicies))
            {
                _places[(DecisionLayer.Endpoint, -1, document)] = _places[(DecisionLayer.Session, -1, document)];
            }
            else
            {
                Add(DecisionLayer.Endpoint, -1, document, set.EndpointPolicies[document], null);
            }
        }
    }

    private void AddLevels(DecisionLayer layer, IReadOnlyList<IReadOnlyList<NamedPolicy>>? levels)
    {
        for (var level = 0; level < levels?.Count; level++)
        {
            AddAll(layer, level, levels[level], null);
        }
    }

    private void AddAll(DecisionLayer layer, int level, IReadOnlyList<NamedPolicy>? policies, string? attachedTo)
    {
        for (var document = 0; document < policies?.Count; document++)
        {
            Add(layer, level, document, policies[document], attachedTo);
        }
    }

    private void Add(DecisionLayer layer, int level, int document, NamedPolicy policy, string? attachedTo, bool isInline = false)
    {
        isInline |= !policy.Label.StartsWith("arn:", StringComparison.Ordinal);
        var type = TypeOf(layer);
        var uri = isInline ? IdOf(type, attachedTo, policy.Label, level, document) : policy.Label;
        var place = _policies.FindIndex(known => known.Type == type && known.Uri == uri);
        if (place < 0)
        {
            place = _policies.Count;
            var isOfResource = layer is DecisionLayer.Resource or DecisionLayer.ResourceControl;
            _policies.Add(new DeniedPolicy(type, isInline, uri, attachedTo, isOfResource, PolicyDocumentText.Write(policy.Policy)));
        }

        _places[(layer, level, document)] = place;
    }

    /// <summary>The same for the same policy each time, and without its name.</summary>
    private static string IdOf(string type, string? attachedTo, string label, int level, int document) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{type}\n{attachedTo}\n{label}\n{level}\n{document}"))))[..32];

    private static string EffectOf(in Decision decision) => decision.Outcome switch
    {
        Outcome.Allowed => "ALLOW",
        Outcome.ExplicitDeny => "EXPLICIT_DENY",
        _ => "IMPLICIT_DENY",
    };

    private static string TypeOf(DecisionLayer layer) => layer switch
    {
        DecisionLayer.Identity => "IDENTITY_BASED_POLICY",
        DecisionLayer.Boundary => "PERMISSIONS_BOUNDARY",
        DecisionLayer.Resource or DecisionLayer.Trust => "RESOURCE_BASED_POLICY",
        DecisionLayer.ServiceControl => DeniedPolicy.ServiceControl,
        DecisionLayer.ResourceControl => DeniedPolicy.ResourceControl,
        DecisionLayer.Endpoint => "VPC_ENDPOINT_POLICY",
        _ => "SESSION_POLICY",
    };
}
