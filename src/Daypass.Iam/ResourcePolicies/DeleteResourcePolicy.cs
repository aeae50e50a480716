using Daypass.Protocol.Verification;

namespace Daypass.Iam.ResourcePolicies;

/// <summary>Takes the policy off a resource.</summary>
internal sealed class DeleteResourcePolicy(IamServices iam) : ResourcePolicyOperation<DeleteResourcePolicyRequest, NoOutput>(iam)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteResourcePolicyRequest input, OperationContext context) => Iam.Store.Write<NoOutput>(
        async transaction =>
        {
            var name = ResourcePolicy.KeyName(input.ResourceArn);
            if (await transaction.Find<ResourcePolicy>(context.Caller.Account, name, context.Cancelled) is { } policy)
            {
                await transaction.TryDelete(policy, context.Cancelled);
            }

            return NoOutput.Instance;
        },
        context.Cancelled);
}
