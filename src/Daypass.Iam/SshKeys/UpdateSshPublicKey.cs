using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.SshKeys;

/// <summary>Switches an SSH public key on or off.</summary>
internal sealed class UpdateSshPublicKey(IamServices iam) : OwnerOperation<UpdateSshPublicKeyRequest, NoOutput>(iam, static input => input.UserName)
{
    protected override AwsError? Validate(UpdateSshPublicKeyRequest input, OperationContext context) => CredentialStatus.Validate(input.Status);

    protected override ValueTask<Result<NoOutput>> Handle(UpdateSshPublicKeyRequest input, Owner owner, OperationContext context) =>
        Iam.Store.WriteOwned<SshPublicKey>(
            owner,
            (reader, current) => reader.FindSshKey(current, input.SshPublicKeyId, context.Cancelled),
            (transaction, key) => transaction.TryUpdate(key, key.WithActive(input.Status == CredentialStatus.Active), context.Cancelled),
            context.Cancelled);
}
