namespace Daypass.Iam.Roles;

/// <summary>Deletes a role that nothing hangs on any more.</summary>
internal sealed class DeleteRole(IamServices iam) : EntityOperation<DeleteRoleRequest, Role, NoOutput>(iam, static input => input.RoleName)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteRoleRequest input, Role role, OperationContext context) =>
        Iam.Store.Remove(
            role,
            async (transaction, current) =>
                current.LinkedService is not null ? IamErrors.Protected(current.Name)
                : GrantsWrites.ValidateDelete(current.Grants) is { } refusal ? refusal
                : await transaction.CountReferrers(current.Account, Relation.HoldsRole, current.Id, context.Cancelled) > 0
                    ? IamErrors.MustFirst("remove roles from instance profile")
                : null,
            context.Cancelled);
}
