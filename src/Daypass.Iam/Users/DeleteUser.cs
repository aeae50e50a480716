namespace Daypass.Iam.Users;

/// <summary>Deletes a user that nothing hangs on any more.</summary>
internal sealed class DeleteUser(IamServices iam) : EntityOperation<DeleteUserRequest, User, NoOutput>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteUserRequest input, User user, OperationContext context) =>
        Iam.Store.Remove(user, (transaction, current) => Validate(transaction, current, context.Cancelled), context.Cancelled);

    private static async ValueTask<AwsError?> Validate(IDirectoryTransaction transaction, User user, CancellationToken cancelled)
    {
        if (user.Groups.Count > 0)
        {
            return IamErrors.MustFirst("remove users from group");
        }

        if (GrantsWrites.ValidateDelete(user.Grants) is { } refusal)
        {
            return refusal;
        }

        if (user.Login is not null)
        {
            return IamErrors.MustFirst("delete login profile");
        }

        // Access keys are looked up before their account is known, so they belong to none.
        if (await transaction.CountReferrers("", Relation.Owner, user.Id, cancelled) > 0)
        {
            return IamErrors.MustFirst("delete access keys");
        }

        return await transaction.CountReferrers(user.Account, Relation.Owner, user.Id, cancelled) > 0 ? IamErrors.MustFirst("delete MFA device") : null;
    }
}
