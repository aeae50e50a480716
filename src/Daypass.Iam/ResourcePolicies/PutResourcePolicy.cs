using Daypass.Iam.Documents;
using Daypass.Protocol.Verification;

namespace Daypass.Iam.ResourcePolicies;

/// <summary>Sets the policy of a resource, in the place of one it had.</summary>
internal sealed class PutResourcePolicy(IamServices iam) : ResourcePolicyOperation<PutResourcePolicyRequest, NoOutput>(iam)
{
    protected override AwsError? Validate(PutResourcePolicyRequest input) =>
        ResourcePolicyDocument.Validate(input.ResourceArn, input.Policy, Iam.Quotas.Documents)?.ToError();

    protected override ValueTask<Result<NoOutput>> Handle(PutResourcePolicyRequest input, OperationContext context) => Iam.Store.Write<NoOutput>(
        async transaction =>
        {
            var resolved = await Iam.Trust.Resolve(transaction, input.Policy, context.Cancelled);
            if (!resolved.Succeeded)
            {
                return resolved.Error;
            }

            var account = context.Caller.Account;
            var made = new ResourcePolicy
            {
                Account = account,
                ResourceArn = input.ResourceArn,
                Document = input.Policy,
                PrincipalIds = resolved.Value.PrincipalIds,
                UpdatedAt = Iam.Now,
            };
            if (await transaction.Find<ResourcePolicy>(account, ResourcePolicy.KeyName(input.ResourceArn), context.Cancelled) is { } old)
            {
                await transaction.TryUpdate(old, made, context.Cancelled);
                return NoOutput.Instance;
            }

            if (await transaction.Count(EntityKind.ResourcePolicy, account, context.Cancelled) >= Iam.Quotas.ResourcePolicies)
            {
                return IamErrors.QuotaExceeded("ResourcePoliciesPerAccount", Iam.Quotas.ResourcePolicies);
            }

            await transaction.TryAdd(made, context.Cancelled);
            return NoOutput.Instance;
        },
        context.Cancelled);
}
