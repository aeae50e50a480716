using Daypass.Core.Entities;
using Daypass.Core.Iam.Granting;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Users;

/// <summary>Deletes a user that nothing hangs on any more.</summary>
internal sealed class DeleteUser(IamParts iam) : IamOperation<DeleteUserRequest, NoOutput>(iam)
{
    public override ValueTask<Result<NoOutput>> Handle(DeleteUserRequest input, OperationContext context) =>
        Iam.Store.Remove<User>(context.Caller.Account, input.UserName, (transaction, user) => Refuse(transaction, user, context.Cancelled), context.Cancelled);

    protected override IamTarget Target(DeleteUserRequest input) => IamTarget.Of(input.UserName);

    private static async ValueTask<AwsError?> Refuse(IDirectoryTransaction transaction, User user, CancellationToken cancelled)
    {
        if (user.Groups.Count > 0)
        {
            return IamErrors.MustFirst("remove users from group");
        }

        if (GrantsWrites.RefuseDelete(user.Grants) is { } refusal)
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
