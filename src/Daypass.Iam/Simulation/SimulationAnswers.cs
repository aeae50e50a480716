using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;

namespace Daypass.Iam.Simulation;

/// <summary>What the operations that explain policies share: who asks when the request names no caller, and their answers.</summary>
internal static class SimulationAnswers
{
    /// <summary>A user of the caller's account whom no policy names.</summary>
    public static Principal NamedByNoPolicy(this IamServices iam, OperationContext context) =>
        Principal.User(iam.Arns.Iam(context.Caller.Account, "user", "/", "simulated"));

    /// <summary>A page of a simulation's results.</summary>
    public static ValueTask<Result<SimulatePolicyResponse>> PageSimulation(this IamServices iam, PageRequest request, SimulationRequest simulated) =>
        iam.Page(request, Simulator.Results(simulated)).Then(static page => page.In(new SimulatePolicyResponse { EvaluationResults = page.Items }));

    /// <summary>The condition keys that policies look at, each once.</summary>
    public static ContextKeysResponse ToContextKeys(this IEnumerable<NamedPolicy> policies) => new()
    {
        ContextKeyNames = [.. policies.SelectMany(static policy => policy.Policy.ContextKeys).Distinct(StringComparer.OrdinalIgnoreCase)],
    };
}
