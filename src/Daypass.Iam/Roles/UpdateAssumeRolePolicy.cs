using Daypass.Iam.Documents;

namespace Daypass.Iam.Roles;

/// <summary>Replaces the trust policy of a role that is no service's.</summary>
internal sealed class UpdateAssumeRolePolicy(IamServices iam)
    : EntityOperation<UpdateAssumeRolePolicyRequest, Role, NoOutput>(iam, static input => input.RoleName)
{
    protected override AwsError? Validate(UpdateAssumeRolePolicyRequest input, OperationContext context) =>
        Iam.Trust.Validate(input.PolicyDocument);

    protected override ValueTask<Result<NoOutput>> Handle(UpdateAssumeRolePolicyRequest input, Role role, OperationContext context)
    {
        TrustPolicies.Advise(input.PolicyDocument, context);
        return Iam.Store.Change(
            role,
            (transaction, current) => current.LinkedService is not null
                ? new(IamErrors.Protected(current.Name))
                : Iam.Trust.Resolve(transaction, input.PolicyDocument, context.Cancelled).Then(trust => current with { Trust = trust }),
            context.Cancelled).WithoutOutput();
    }
}
