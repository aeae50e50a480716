using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;

namespace Daypass.Core.Verification;

/// <summary>
/// Gives what can change a name that says nothing: whoever watches hears that something changed and whether they used it, not what it was or whose. The names
/// are keyed by the master key, so all nodes give the same ones.
/// </summary>
public sealed class ChangeNames(SecretEnvelope envelope)
{
    private const int NameLength = 16;

    private readonly byte[] _key = DeriveKey(envelope);

    /// <summary>Which key the names are made with; names made with another cannot be compared.</summary>
    internal uint KeyId { get; } = envelope.KeyId;

    /// <summary>The name of the key ring, on which every session depends.</summary>
    internal string KeyRing => Of(new EntityKey(EntityKind.KeyRing, "", ""));

    /// <summary>The name of what bears on everybody: organisations, and kinds this list does not know.</summary>
    internal string Everything => Of(new EntityKey(default, "", ""));

    /// <summary>The name of an entity, as the directory keeps it.</summary>
    internal string Of(EntityKey key)
    {
        var account = Encoding.UTF8.GetByteCount(key.Account);
        var plain = new byte[(2 * sizeof(int)) + account + Encoding.UTF8.GetByteCount(key.Name)];
        BinaryPrimitives.WriteInt32BigEndian(plain, (int)key.Kind);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(sizeof(int)), account);
        Encoding.UTF8.GetBytes(key.Account, plain.AsSpan(2 * sizeof(int)));
        Encoding.UTF8.GetBytes(key.Name, plain.AsSpan((2 * sizeof(int)) + account));
        return Base64Url.EncodeToString(HMACSHA256.HashData(_key, plain).AsSpan(0, NameLength));
    }

    /// <summary>The name of a change for those who keep vended keys, or null when no decision depends on entities of its kind.</summary>
    internal string? Of(DirectoryChange change) => change.Key.Kind switch
    {
        EntityKind.Account or EntityKind.User or EntityKind.Group or EntityKind.Role or EntityKind.ManagedPolicy or EntityKind.AccessKey
            => Of(EntityDirectory.KeyOf(change)),
        EntityKind.KeyRing => KeyRing,
        EntityKind.InstanceProfile or EntityKind.MfaDevice or EntityKind.OidcProvider or EntityKind.SamlProvider or EntityKind.DelegationRequest
            or EntityKind.CredentialReport or EntityKind.SshPublicKey or EntityKind.SigningCertificate or EntityKind.ServerCertificate
            or EntityKind.ServiceCredential or EntityKind.AccessReport or EntityKind.AccountRequest => null,
        _ => Everything,
    };

    private static byte[] DeriveKey(SecretEnvelope envelope)
    {
        var key = new byte[SHA256.HashSizeInBytes];
        envelope.Derive("daypass/change-names/1"u8, key);
        return key;
    }
}
