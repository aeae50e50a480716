using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.SshKeys;

/// <summary>Deletes an SSH public key.</summary>
internal sealed class DeleteSshPublicKey(IamServices iam) : OwnerOperation<DeleteSshPublicKeyRequest, NoOutput>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteSshPublicKeyRequest input, Owner owner, OperationContext context) =>
        Iam.Store.WriteOwned<SshPublicKey>(
            owner,
            (reader, current) => reader.FindSshKey(current, input.SshPublicKeyId, context.Cancelled),
            (transaction, key) => transaction.TryDelete(key, context.Cancelled),
            context.Cancelled);
}
