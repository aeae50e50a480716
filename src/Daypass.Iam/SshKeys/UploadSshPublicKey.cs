using Daypass.Iam.OwnedCredentials;
using Daypass.Protocol;

namespace Daypass.Iam.SshKeys;

/// <summary>Takes an SSH public key of a user: RSA, as SSH or PEM writes it.</summary>
internal sealed class UploadSshPublicKey(IamServices iam)
    : OwnerOperation<UploadSshPublicKeyRequest, UploadSshPublicKeyResponse>(iam, static input => input.UserName)
{
    private const string Prefix = "APKA";

    protected override async ValueTask<Result<UploadSshPublicKeyResponse>> Handle(UploadSshPublicKeyRequest input, Owner owner, OperationContext context)
    {
        var text = RsaKeyText.Parse(input.SshPublicKeyBody);
        return text.Succeeded
            ? await Iam.Store.WriteFor<SshPublicKey>(
                owner, (transaction, current) => Add(transaction, current, text.Value.Ssh, context.Cancelled), context.Cancelled)
                .Then(key => new UploadSshPublicKeyResponse { SshPublicKey = key.ToWire(owner, text.Value, input.SshPublicKeyBody) })
            : text.Error;
    }

    private async ValueTask<Result<SshPublicKey>> Add(IDirectoryTransaction transaction, Owner owner, string body, CancellationToken cancelled)
    {
        var known = await transaction.OwnedBy<SshPublicKey>(owner, cancelled);
        if (known.Any(other => other.Body == body))
        {
            return IamErrors.DuplicateSshKey;
        }

        if (known.Count >= Iam.Quotas.SshPublicKeysPerUser)
        {
            return IamErrors.QuotaExceeded("PublicKeysPerUser", Iam.Quotas.SshPublicKeysPerUser);
        }

        // Thirty-nine random bits may meet a key there is; then another id is drawn.
        while (true)
        {
            var key = new SshPublicKey
            {
                Account = owner.Account,
                Id = AccessKeyId.New(Prefix, AccountId.Parse(owner.Account)),
                OwnerId = owner.Id,
                UploadedAt = Iam.Now,
                Body = body,
            };
            if (await transaction.TryAdd(key, cancelled))
            {
                return key;
            }
        }
    }
}
