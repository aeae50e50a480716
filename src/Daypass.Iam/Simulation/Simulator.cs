using System.Globalization;
using Daypass.Policy.Decisions;

namespace Daypass.Iam.Simulation;

/// <summary>Puts the decisions on the resources of an action together as its one result. A page decides only what it shows.</summary>
internal static class Simulator
{
    /// <summary>The resource of an action that is asked on none.</summary>
    public const string Everything = "*";

    /// <summary>The results in the order of the actions.</summary>
    public static PageSource<EvaluationResult> Results(SimulationRequest simulated, SimulatedDecisions decisions) => (after, limit) =>
    {
        var rows = new List<Listed<EvaluationResult>>();
        for (var index = after.Length == 0 ? 0 : int.Parse(after, CultureInfo.InvariantCulture) + 1;
            index < simulated.Actions.Count && rows.Count < limit; index++)
        {
            var result = Decide(simulated, decisions, simulated.Actions[index]);
            rows.Add(new Listed<EvaluationResult>(index.ToString(CultureInfo.InvariantCulture), result));
        }

        return new(rows);
    };

    private static EvaluationResult Decide(SimulationRequest simulated, SimulatedDecisions decisions, string action)
    {
        var resources = simulated.Resources;
        if (resources.Count == 0)
        {
            var alone = decisions.Decide(action, Everything);
            return ResultOf(simulated, action, Everything, [alone]);
        }

        var decided = new List<ResourceDecision>(resources.Count);
        foreach (var resource in resources)
        {
            decided.Add(decisions.Decide(action, resource));
        }

        var isOne = resources.Count == 1 && ServiceActions.Instance.StandingOf(action) != ActionStanding.Unknown;
        var name = isOne ? resources[0] : ServiceActions.Instance.NameTogether(action, resources[0]);
        return ResultOf(simulated, action, name, decided) with { ResourceSpecificResults = SimulationShapes.OfResources(decided) };
    }

    private static EvaluationResult ResultOf(SimulationRequest simulated, string action, string? name, List<ResourceDecision> decided)
    {
        var layers = SimulationShapes.Together(decided);
        return new EvaluationResult
        {
            EvalActionName = action,
            EvalResourceName = name,
            EvalDecision = SimulationShapes.Word(WorstOf(decided)),
            MatchedStatements = SimulationShapes.Statements(decided),
            MissingContextValues = [.. decided.SelectMany(static one => one.Missing).Distinct(StringComparer.Ordinal)],
            OrganizationsDecisionDetail = simulated.ShowsControl
                ? new OrganizationsDecisionDetail { AllowedByOrganizations = decided.TrueForAll(static one => one.IsInControl) }
                : null,
            PermissionsBoundaryDecisionDetail = SimulationShapes.Boundary(
                simulated.Boundary is null ? null : decided.TrueForAll(static one => one.IsInBoundary == true)),
            EvalDecisionDetails = layers is null && simulated.Resources.Count > 0 ? new Dictionary<string, string>() : SimulationShapes.Details(layers),
            ResourceSpecificResults = [],
        };
    }

    private static Outcome WorstOf(List<ResourceDecision> decided) =>
        decided.Exists(static one => one.Outcome == Outcome.ExplicitDeny) ? Outcome.ExplicitDeny
        : decided.TrueForAll(static one => one.Outcome == Outcome.Allowed) ? Outcome.Allowed
        : Outcome.ImplicitDeny;
}
