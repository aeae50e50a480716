namespace Daypass.Iam.AccessKeys;

/// <summary>Deletes an access key.</summary>
internal sealed class DeleteAccessKey(IamServices iam) : OwnerOperation<DeleteAccessKeyRequest, NoOutput>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteAccessKeyRequest input, Owner owner, OperationContext context) =>
        Iam.Store.WriteKey(owner, input.AccessKeyId, (transaction, key) => transaction.TryDelete(key, context.Cancelled), context.Cancelled);
}
