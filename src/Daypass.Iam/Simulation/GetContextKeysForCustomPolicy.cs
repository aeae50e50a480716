namespace Daypass.Iam.Simulation;

/// <summary>Lists the condition keys that the policies in the request look at.</summary>
internal sealed class GetContextKeysForCustomPolicy(IamServices iam) : IamAccountOperation<GetContextKeysForCustomPolicyRequest, ContextKeysResponse>(iam)
{
    protected override ValueTask<Result<ContextKeysResponse>> Handle(GetContextKeysForCustomPolicyRequest input, OperationContext context)
    {
        var policies = SimulationDocuments.Policies(input.PolicyInputList);
        return new(policies.Succeeded ? policies.Value.ToContextKeys() : policies.Error);
    }
}
