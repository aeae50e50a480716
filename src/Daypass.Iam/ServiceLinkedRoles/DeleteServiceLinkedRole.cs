namespace Daypass.Iam.ServiceLinkedRoles;

/// <summary>Deletes the role of a service.</summary>
internal sealed class DeleteServiceLinkedRole(IamServices iam)
    : EntityOperation<DeleteServiceLinkedRoleRequest, Role, DeleteServiceLinkedRoleResponse>(iam, static input => input.RoleName)
{
    protected override async ValueTask<Result<DeleteServiceLinkedRoleResponse>> Handle(DeleteServiceLinkedRoleRequest input, Role role,
        OperationContext context)
    {
        if (role.LinkedService is not { } service)
        {
            return IamErrors.NoSuchEntity($"{role.Name} exists but is not a service role.");
        }

        return await Iam.Store.Remove(role, static (_, _) => new((AwsError?)null), context.Cancelled)
            .Then(_ => new DeleteServiceLinkedRoleResponse { DeletionTaskId = DeletionTask.Create(Iam.Markers, role, service) });
    }
}
