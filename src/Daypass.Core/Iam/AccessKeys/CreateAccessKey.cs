using Daypass.Core.Entities;
using Daypass.Core.Accounts;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.AccessKeys;

/// <summary>Makes an access key; its secret is shown this once and stored under the master key.</summary>
internal sealed class CreateAccessKey(IamParts iam) : IamOperation<CreateAccessKeyRequest, CreateAccessKeyResponse>(iam)
{
    public override async ValueTask<Result<CreateAccessKeyResponse>> Handle(CreateAccessKeyRequest input, OperationContext context) => await Iam.Store.Write<(Owner Owner, MadeKey Made)>(
        transaction => Owners.Find(transaction, input.UserName, context).Then(async owner =>
        {
            if (await transaction.CountReferrers("", Relation.Owner, owner.Id, context.Cancelled) >= Iam.Quotas.AccessKeysPerUser)
            {
                return (Result<(Owner, MadeKey)>)IamErrors.QuotaExceeded("AccessKeysPerUser", Iam.Quotas.AccessKeysPerUser);
            }

            // Thirty-nine random bits may meet a key there is; then another one is drawn.
            var made = New(owner);
            while (!await transaction.TryAdd(made.Key, context.Cancelled))
            {
                made = New(owner);
            }

            return (owner, made);
        }),
        context.Cancelled).Then(static written => new CreateAccessKeyResponse
        {
            AccessKey = new AccessKeyShape
            {
                UserName = written.Owner.Name,
                AccessKeyId = written.Made.Key.Id,
                Status = AccessKeyRoutes.StatusOf(written.Made.Key),
                SecretAccessKey = written.Made.Secret.Reveal(),
                CreateDate = written.Made.Key.CreatedAt,
            },
        });

    protected override IamTarget Target(CreateAccessKeyRequest input) => IamTarget.Of(input.UserName);

    private MadeKey New(Owner owner) => Iam.Service.Accounts.NewKey(AccountId.Parse(owner.Account), owner.User?.Id, Iam.Now);
}
