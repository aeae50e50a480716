using Daypass.Core.Accounts;
using Daypass.Protocol;

namespace Daypass.Iam.AccessKeys;

/// <summary>Makes an access key; its secret is shown this once and stored under the master key.</summary>
internal sealed class CreateAccessKey(IamServices iam) : OwnerOperation<CreateAccessKeyRequest, CreateAccessKeyResponse>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<CreateAccessKeyResponse>> Handle(CreateAccessKeyRequest input, Owner owner, OperationContext context) =>
        Iam.Store.Write<MadeKey>(
            async transaction =>
            {
                var current = await owner.Current(transaction, context.Cancelled);
                if (!current.Succeeded)
                {
                    return current.Error;
                }

                if (await transaction.CountReferrers("", Relation.Owner, owner.Id, context.Cancelled) >= Iam.Quotas.AccessKeysPerUser)
                {
                    return IamErrors.QuotaExceeded("AccessKeysPerUser", Iam.Quotas.AccessKeysPerUser);
                }

                // Thirty-nine random bits may meet a key there is; then another one is drawn.
                var made = Make(owner);
                while (!await transaction.TryAdd(made.Key, context.Cancelled))
                {
                    made = Make(owner);
                }

                return made;
            },
            context.Cancelled).Then(made => new CreateAccessKeyResponse
            {
                AccessKey = new AccessKeyShape
                {
                    UserName = owner.Name,
                    AccessKeyId = made.Key.Id,
                    Status = AccessKeyAnswers.StatusOf(made.Key),
                    SecretAccessKey = made.Secret.Reveal(),
                    CreateDate = made.Key.CreatedAt,
                },
            });

    private MadeKey Make(Owner owner) => Iam.Accounts.NewKey(AccountId.Parse(owner.Account), owner.User?.Id, Iam.Now);
}
