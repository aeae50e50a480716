namespace Daypass.Iam.Roles;

/// <summary>Changes a role's description and longest session; what is not sent stays, against the words of the API page, as AWS was recorded. A
/// service-linked role keeps its service's maximum; its description is anybody's to edit.</summary>
internal sealed class UpdateRole(IamServices iam) : EntityOperation<UpdateRoleRequest, Role, UpdateRoleResponse>(iam, static input => input.RoleName)
{
    protected override ValueTask<Result<UpdateRoleResponse>> Handle(UpdateRoleRequest input, Role role, OperationContext context) =>
        Iam.Store.Change(
            role,
            (_, current) => new(current.LinkedService is not null && input.MaxSessionDuration is not null
                ? IamErrors.FixedSession(current.Name)
                : current with
                {
                    Description = input.Description ?? current.Description,
                    MaxSessionSeconds = input.MaxSessionDuration ?? current.MaxSessionSeconds,
                }),
            context.Cancelled).Then(static _ => new UpdateRoleResponse());
}
