using Daypass.Policy.Decisions;
using Daypass.Policy.Language;

namespace Daypass.Iam.Simulation;

/// <summary>The pieces of a simulation's results as they go over the wire.</summary>
internal static class SimulationShapes
{
    /// <summary>A result for each resource; lists with nothing in them are not there.</summary>
    public static List<ResourceSpecificResult> OfResources(List<ResourceDecision> decided)
    {
        var results = new List<ResourceSpecificResult>(decided.Count);
        foreach (var one in decided)
        {
            results.Add(new ResourceSpecificResult
            {
                EvalResourceName = one.Resource,
                EvalResourceDecision = Word(one.Outcome),
                MatchedStatements = one.Matched.Count == 0 ? null : Statements([one]),
                MissingContextValues = one.Missing.Count == 0 ? null : one.Missing,
                EvalDecisionDetails = Details(one.Layers),
                PermissionsBoundaryDecisionDetail = Boundary(one.IsInBoundary),
            });
        }

        return results;
    }

    /// <summary>The statements that decided on any of the resources, each once.</summary>
    public static List<MatchedStatement> Statements(IReadOnlyList<ResourceDecision> decided)
    {
        var seen = new HashSet<TracedStatement>();
        var statements = new List<MatchedStatement>();
        foreach (var traced in decided.SelectMany(static one => one.Matched))
        {
            if (seen.Add(traced))
            {
                statements.Add(new MatchedStatement
                {
                    SourcePolicyId = traced.Label,
                    SourcePolicyType = traced.Layer switch
                    {
                        DecisionLayer.Resource => "Resource Policy",
                        DecisionLayer.Boundary => "Permissions Boundary Policy",
                        _ => "IAM Policy",
                    },
                    StartPosition = ToWire(traced.Statement.SimulatedStart),
                    EndPosition = ToWire(traced.Statement.End),
                });
            }
        }

        return statements;
    }

    /// <summary>What a boundary decides, or null when there is none.</summary>
    public static PermissionsBoundaryDecisionDetail? Boundary(bool? allowed) =>
        allowed is null ? null : new PermissionsBoundaryDecisionDetail { AllowedByPermissionsBoundary = allowed };

    /// <summary>What each kind of policy says of any of the resources: a denial before an allowance; null when none is of another account.</summary>
    public static Dictionary<DecisionLayer, Outcome>? Together(List<ResourceDecision> decided)
    {
        Dictionary<DecisionLayer, Outcome>? together = null;
        foreach (var layers in decided.Select(static one => one.Layers).OfType<IReadOnlyDictionary<DecisionLayer, Outcome>>())
        {
            together ??= [];
            foreach (var (layer, outcome) in layers)
            {
                var before = together.GetValueOrDefault(layer, Outcome.Allowed);
                together[layer] = before == Outcome.ExplicitDeny || outcome == Outcome.Allowed ? before : outcome;
            }
        }

        return together;
    }

    /// <summary>What each kind of policy says, or null when nothing is told of them.</summary>
    public static Dictionary<string, string>? Details(IReadOnlyDictionary<DecisionLayer, Outcome>? layers)
    {
        if (layers is null)
        {
            return null;
        }

        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (layer, outcome) in layers)
        {
            details.Add(
                layer switch
                {
                    DecisionLayer.Resource => "Resource Policy",
                    DecisionLayer.Boundary => "Permissions Boundary Policy",
                    _ => "IAM Policy",
                },
                Word(outcome));
        }

        return details;
    }

    /// <summary>The word for a decision.</summary>
    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.ExplicitDeny => "explicitDeny",
        _ => "implicitDeny",
    };

    private static Position ToWire(TextPosition position) => new() { Line = position.Line, Column = position.Column };
}
