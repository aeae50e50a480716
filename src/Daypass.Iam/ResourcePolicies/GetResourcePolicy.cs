using Daypass.Protocol.Verification;

namespace Daypass.Iam.ResourcePolicies;

/// <summary>Shows the policy of a resource.</summary>
internal sealed class GetResourcePolicy(IamServices iam) : ResourcePolicyOperation<GetResourcePolicyRequest, GetResourcePolicyResponse>(iam)
{
    protected override async ValueTask<Result<GetResourcePolicyResponse>> Handle(GetResourcePolicyRequest input, OperationContext context)
    {
        var found = await Iam.Store.Find<ResourcePolicy>(context.Caller.Account, ResourcePolicy.KeyName(input.ResourceArn), context.Cancelled);
        return found is null
            ? IamErrors.NoSuchEntity("The resource policy does not exist")
            : new GetResourcePolicyResponse
            {
                ResourceArn = found.ResourceArn,
                Policy = await Iam.Trust.Show(
                    Iam.Store, new TrustPolicy { Document = found.Document, PrincipalIds = found.PrincipalIds }, context.Cancelled),
                UpdatedAt = found.UpdatedAt,
            };
    }
}
