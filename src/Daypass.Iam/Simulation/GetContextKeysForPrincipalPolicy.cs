using Daypass.Iam.Policies;
using Daypass.Policy.Evaluation;

namespace Daypass.Iam.Simulation;

/// <summary>Lists the condition keys that the policies of a user, group or role look at, with others added to them.</summary>
internal sealed class GetContextKeysForPrincipalPolicy(IamServices iam)
    : ArnOperation<GetContextKeysForPrincipalPolicyRequest, PolicyHolder, ContextKeysResponse>(
        iam, PolicySource.Instance, static input => input.PolicySourceArn)
{
    protected override async ValueTask<Result<ContextKeysResponse>> Handle(
        GetContextKeysForPrincipalPolicyRequest input, PolicyHolder found, OperationContext context)
    {
        var added = SimulationDocuments.Policies(input.PolicyInputList);
        if (!added.Succeeded)
        {
            return added.Error;
        }

        var held = PolicyHolders.Once(await PolicyHolders.PoliciesOf(Iam, found, context))
            .Select(static policy => new NamedPolicy(policy.Name, policy.Compiled));
        var boundary = await PolicyHolders.BoundaryOf(Iam, found, context) ?? [];
        return held.Concat(boundary).Concat(added.Value).ToContextKeys();
    }
}
