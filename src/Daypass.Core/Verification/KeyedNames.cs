using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;

namespace Daypass.Core.Verification;

/// <summary>Names of what can change, under one key: whoever watches hears that something changed and whether they used it, not what it was or whose.</summary>
internal sealed class KeyedNames
{
    private const int NameLength = 16;

    private readonly byte[] _key;

    private KeyedNames(uint id, byte[] key) => (Id, _key) = (id, key);

    /// <summary>Which key it is; names made with another cannot be compared.</summary>
    public uint Id { get; }

    /// <summary>The name of the key ring, on which every session depends.</summary>
    public string KeyRing => Of(new EntityKey(EntityKind.KeyRing, "", ""));

    /// <summary>The name of what bears on everybody: organisations, and kinds this list does not know.</summary>
    public string Everything => Of(new EntityKey(default, "", ""));

    /// <summary>Derives it from a master key.</summary>
    public static KeyedNames Create(MasterKey master)
    {
        var key = new byte[SHA256.HashSizeInBytes];
        master.Derive("daypass/change-names/1"u8, default, key);
        return new KeyedNames(master.Id, key);
    }

    /// <summary>The name of an entity, as the directory keeps it.</summary>
    public string Of(EntityKey key)
    {
        var account = Encoding.UTF8.GetByteCount(key.Account);
        var plain = new byte[(2 * sizeof(int)) + account + Encoding.UTF8.GetByteCount(key.Name)];
        BinaryPrimitives.WriteInt32BigEndian(plain, (int)key.Kind);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(sizeof(int)), account);
        Encoding.UTF8.GetBytes(key.Account, plain.AsSpan(2 * sizeof(int)));
        Encoding.UTF8.GetBytes(key.Name, plain.AsSpan((2 * sizeof(int)) + account));
        return Base64Url.EncodeToString(HMACSHA256.HashData(_key, plain).AsSpan(0, NameLength));
    }

    /// <summary>The name of the policies of everything that is in an outer resource, its own included.</summary>
    public string OfResources(string account, string outerArn) =>
        Of(new EntityKey(EntityKind.ResourcePolicy, account, ResourcePolicy.KeyPrefix(outerArn)));

    /// <summary>The name of a change for those who keep vended keys, or null when no decision depends on entities of its kind.</summary>
    public string? Of(DirectoryChange change) => change.Key.Kind switch
    {
        EntityKind.Account or EntityKind.User or EntityKind.Group or EntityKind.Role or EntityKind.ManagedPolicy or EntityKind.AccessKey
            => Of(EntityDirectory.KeyOf(change)),
        EntityKind.ResourcePolicy => Of(change.Key with { Name = ResourcePolicy.PrefixOf(change.Key.Name) }),
        EntityKind.KeyRing => KeyRing,
        EntityKind.InstanceProfile or EntityKind.MfaDevice or EntityKind.OidcProvider or EntityKind.SamlProvider or EntityKind.DelegationRequest
            or EntityKind.CredentialReport or EntityKind.SshPublicKey or EntityKind.SigningCertificate or EntityKind.ServerCertificate
            or EntityKind.ServiceCredential or EntityKind.AccessReport or EntityKind.AccountRequest => null,
        _ => Everything,
    };
}
