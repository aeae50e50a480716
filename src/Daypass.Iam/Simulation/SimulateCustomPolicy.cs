namespace Daypass.Iam.Simulation;

/// <summary>Says what the policies in the request would decide.</summary>
internal sealed class SimulateCustomPolicy(IamServices iam) : IamAccountOperation<SimulateCustomPolicyRequest, SimulatePolicyResponse>(iam)
{
    protected override async ValueTask<Result<SimulatePolicyResponse>> Handle(SimulateCustomPolicyRequest input, OperationContext context)
    {
        var levels = SimulationDocuments.ControlLevels(input.OrderedOrganizationPolicyInputList);
        var parts = new SimulationInput(input, input.PolicyInputList).Compile(Iam.NamedByNoPolicy(context));
        if ((parts.Error ?? levels.Error) is { } refusal)
        {
            return refusal;
        }

        var simulated = parts.Value! with { ControlLevels = levels.Value, ShowsControl = levels.Value is not null };
        return await Iam.PageSimulation(PageRequest.From(input, context), simulated, context.Cancelled);
    }
}
