using Daypass.Iam.OwnedCredentials;
using Daypass.Iam.MfaDevices;

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

        if (await transaction.HasMfaDevice(new Owner(user.Account, user), cancelled))
        {
            return IamErrors.MustFirst("remove tokens from principal");
        }

        // Access keys are looked up before their account is known, so they belong to none.
        if (await transaction.CountReferrers("", Relation.Owner, user.Id, cancelled) > 0)
        {
            return IamErrors.MustFirst("delete access keys");
        }

        if (await transaction.CountReferrers(user.Account, Relation.Credential, user.Id, cancelled) == 0)
        {
            return null;
        }

        var owner = new Owner(user.Account, user);
        return IamErrors.MustFirst(
            (await transaction.OwnedBy<SigningCertificate>(owner, cancelled)).Count > 0 ? "delete certificates" : "remove referenced objects");
    }
}
