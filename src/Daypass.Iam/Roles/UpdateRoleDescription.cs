namespace Daypass.Iam.Roles;

/// <summary>Changes what a role is for.</summary>
internal sealed class UpdateRoleDescription(IamServices iam)
    : EntityOperation<UpdateRoleDescriptionRequest, Role, UpdateRoleDescriptionResponse>(iam, static input => input.RoleName)
{
    protected override ValueTask<Result<UpdateRoleDescriptionResponse>> Handle(UpdateRoleDescriptionRequest input, Role role, OperationContext context) =>
        Iam.Store.Change(role, (_, current) => new(current with { Description = input.Description }), context.Cancelled).Then(async changed =>
            (Result<UpdateRoleDescriptionResponse>)new UpdateRoleDescriptionResponse
            {
                Role = await Iam.Show(changed, context.Cancelled) with { MaxSessionDuration = null },
            });
}
