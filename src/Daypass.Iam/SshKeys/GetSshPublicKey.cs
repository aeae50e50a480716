namespace Daypass.Iam.SshKeys;

/// <summary>Shows an SSH public key as SSH or as PEM writes it.</summary>
internal sealed class GetSshPublicKey(IamServices iam)
    : OwnerOperation<GetSshPublicKeyRequest, GetSshPublicKeyResponse>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<GetSshPublicKeyResponse>> Handle(GetSshPublicKeyRequest input, Owner owner, OperationContext context) =>
        Iam.Store.FindSshKey(owner, input.SshPublicKeyId, context.Cancelled).Then(key =>
        {
            var text = RsaKeyText.FromStored(key.Body);
            return new GetSshPublicKeyResponse { SshPublicKey = key.ToWire(owner, text, input.Encoding == "PEM" ? text.Pem : text.Ssh) };
        });
}
