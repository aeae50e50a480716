using Daypass.Iam.Policies;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Iam.Simulation;

/// <summary>Lists the condition keys that the policies of a user, group or role look at, with others added to them.</summary>
internal sealed class GetContextKeysForPrincipalPolicy(IamServices iam)
    : ArnOperation<GetContextKeysForPrincipalPolicyRequest, PolicyHolder, ContextKeysResponse>(
        iam, PrincipalResource.Instance, static input => input.PolicySourceArn)
{
    protected override async ValueTask<Result<ContextKeysResponse>> Handle(
        GetContextKeysForPrincipalPolicyRequest input, PolicyHolder found, OperationContext context)
    {
        var added = SimulationInput.Compile(input.PolicyInputList, PolicyKind.Identity, "PolicyInputList");
        if (!added.Succeeded)
        {
            return added.Error;
        }

        var held = await PolicyHolders.PoliciesOf(Iam, found, context);
        return held.Select(static policy => new NamedPolicy(policy.Name, policy.Compiled)).Concat(added.Value).ToContextKeys();
    }
}
