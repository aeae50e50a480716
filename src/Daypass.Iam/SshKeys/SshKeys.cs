using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.SshKeys;

/// <summary>Finds SSH public keys and shows them.</summary>
internal static class SshKeys
{
    /// <summary>The key of an owner.</summary>
    public static async ValueTask<Result<SshPublicKey>> FindSshKey(this IDirectoryReader reader, Owner owner, string id, CancellationToken cancelled) =>
        await reader.Find<SshPublicKey>(owner.Account, id, cancelled) is not { } key ? IamErrors.NoSuchEntity($"The Public Key with id {id} cannot be found.")
        : key.OwnerId == owner.Id ? key
        : IamErrors.NoSuchEntity($"User has no Public Key with id {id}.");

    /// <summary>A key with its body in one of the two forms.</summary>
    public static SshPublicKeyShape ToWire(this SshPublicKey key, Owner owner, RsaKeyText text, string body) => new()
    {
        UserName = owner.Name,
        SshPublicKeyId = key.Id,
        Fingerprint = text.Fingerprint,
        SshPublicKeyBody = body,
        Status = CredentialStatus.Of(key.Active),
        UploadDate = key.UploadedAt,
    };
}
