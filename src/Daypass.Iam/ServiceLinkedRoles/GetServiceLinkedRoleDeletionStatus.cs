namespace Daypass.Iam.ServiceLinkedRoles;

/// <summary>Says how the deletion of a service's role stands: what a task did is done when its id is known.</summary>
internal sealed class GetServiceLinkedRoleDeletionStatus(IamServices iam)
    : IamOperation<GetServiceLinkedRoleDeletionStatusRequest, NoTarget, GetServiceLinkedRoleDeletionStatusResponse>(
        iam, new IamPermission(GetServiceLinkedRoleDeletionStatusRequest.Operation.Name, IamResource.Role, IamScope.Existing))
{
    protected override async ValueTask<Result<Demand<NoTarget>>> Resolve(GetServiceLinkedRoleDeletionStatusRequest input, OperationContext context)
    {
        var (account, name) = (context.Caller.Account, DeletionTask.RoleOf(input.DeletionTaskId));
        var subject = await Iam.Store.Find<Role>(account, name, context.Cancelled) is { } role
            ? PermissionSubject.From(role, IamResource.Role, Iam.Arns)
            : new PermissionSubject(Iam.Arns.Iam(account, "role", DeletionTask.PathOf(input.DeletionTaskId) ?? "/", name), account);
        return Require(subject, default, input, context);
    }

    protected override ValueTask<Result<GetServiceLinkedRoleDeletionStatusResponse>> Handle(
        GetServiceLinkedRoleDeletionStatusRequest input, NoTarget target, OperationContext context) =>
        new(!DeletionTask.IsWellFormed(input.DeletionTaskId) ? IamErrors.InvalidInput("Invalid task id")
            : DeletionTask.IsGenuine(Iam.Markers, context.Caller.Account, input.DeletionTaskId)
                ? new GetServiceLinkedRoleDeletionStatusResponse { Status = "SUCCEEDED" }
            : IamErrors.NoSuchEntity("Cannot find deletion status for given id."));
}
