namespace Daypass.Iam.Groups;

/// <summary>Deletes a group without members and policies.</summary>
internal sealed class DeleteGroup(IamServices iam) : EntityOperation<DeleteGroupRequest, Group, NoOutput>(iam, static input => input.GroupName)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteGroupRequest input, Group group, OperationContext context) =>
        Iam.Store.Remove(
            group,
            async (transaction, current) =>
                await transaction.CountReferrers(current.Account, Relation.Member, current.Id, context.Cancelled) > 0
                    ? IamErrors.MustFirst("remove users from group")
                    : GrantsWrites.ValidateDelete(current.Grants),
            context.Cancelled);
}
