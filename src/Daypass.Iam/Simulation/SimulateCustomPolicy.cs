namespace Daypass.Iam.Simulation;

/// <summary>Says what the policies in the request would decide.</summary>
internal sealed class SimulateCustomPolicy(IamServices iam) : IamAccountOperation<SimulateCustomPolicyRequest, SimulatePolicyResponse>(iam)
{
    protected override async ValueTask<Result<SimulatePolicyResponse>> Handle(SimulateCustomPolicyRequest input, OperationContext context)
    {
        if (input.ResourcePolicy is not null && input.CallerArn is null)
        {
            return IamErrors.InvalidInput("A ResourcePolicy is about a caller: CallerArn is needed too.");
        }

        var parts = new SimulationInput(input, input.PolicyInputList);
        var simulated = parts.Compile(Iam.NamedByNoPolicy(context));
        return simulated.Succeeded ? await Iam.PageSimulation(PageRequest.From(input, context), simulated.Value) : simulated.Error;
    }
}
