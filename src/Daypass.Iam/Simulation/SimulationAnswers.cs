using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;

namespace Daypass.Iam.Simulation;

/// <summary>What the operations that explain policies share: who asks when the request names no caller, and their answers.</summary>
internal static class SimulationAnswers
{
    private static readonly AwsError InvalidMarker = IamErrors.InvalidInput("Invalid marker for pagination.");

    private static readonly AwsError TooMuch = IamErrors.InvalidInput(
        "The simulation compares more than one request may. Ask about fewer actions, resources or policies at once.") with
    {
        Reason = Reasons.EvaluationTooCostly.Text,
    };

    /// <summary>A user of the caller's account whom no policy names.</summary>
    public static SimulatedCaller NamedByNoPolicy(this IamServices iam, OperationContext context) =>
        new(Principal.User(iam.Arns.Iam(context.Caller.Account, "user", "/", "simulated")), null);

    /// <summary>A page of a simulation's results.</summary>
    public static async ValueTask<Result<SimulatePolicyResponse>> PageSimulation(
        this IamServices iam, PageRequest request, SimulationRequest simulated, CancellationToken cancelled)
    {
        if (!iam.Markers.Open(request.Operation, request.Account, request.Marker).Succeeded)
        {
            return InvalidMarker;
        }

        var decisions = new SimulatedDecisions(simulated, cancelled);
        var page = await iam.Page(request, Simulator.Results(simulated, decisions));
        return decisions.IsExhausted ? TooMuch
            : page.Succeeded ? page.Value.In(new SimulatePolicyResponse { EvaluationResults = page.Value.Items })
            : page.Error;
    }

    /// <summary>The condition keys that policies look at: each spelling once for each document.</summary>
    public static ContextKeysResponse ToContextKeys(this IEnumerable<NamedPolicy> policies) => new()
    {
        ContextKeyNames = [.. policies.SelectMany(static policy => policy.Policy.ContextKeys)],
    };
}
