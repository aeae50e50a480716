using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Stores;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Checking;

/// <summary>What a file declares, and what it refers to before it declares it or without declaring it.</summary>
/// <remarks>
/// Of what is declared only hashes are kept, some thirty bytes each, so that a million declarations need no million names. They are keyed with random bytes:
/// should two names of a large file ever meet in sixty-four bits, the file is refused once and taken the next time.
/// </remarks>
internal sealed class WorldDeclarations
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(16);
    private readonly Dictionary<long, int> _declared = [];
    private readonly HashSet<long> _uniqueIds = [];
    private readonly Dictionary<EntityKey, Reference> _open = [];
    private readonly Dictionary<long, int> _devices = [];
    private readonly Dictionary<string, (string Account, WorldPlace Place)> _aliases = new(StringComparer.Ordinal);

    /// <summary>How many entities are declared.</summary>
    public int Count => _declared.Count;

    /// <summary>What was referred to before it was declared, or is not declared at all.</summary>
    public IReadOnlyDictionary<EntityKey, Reference> Open => _open;

    /// <summary>Accounts by the aliases the file gives them.</summary>
    public IReadOnlyDictionary<string, (string Account, WorldPlace Place)> Aliases => _aliases;

    /// <summary>Notes an account's alias, which no other account may have.</summary>
    public void Alias(string alias, string account, WorldPlace place)
    {
        if (!_aliases.TryAdd(alias, (account, place)))
        {
            throw place.Fault("alias", $"the alias '{alias}' is given twice.");
        }
    }

    /// <summary>Notes an MFA device of an owner; returns how many it has.</summary>
    public int Device(EntityKey owner)
    {
        var hash = Hash(owner);
        _devices[hash] = _devices.GetValueOrDefault(hash) + 1;
        return _devices[hash];
    }

    /// <summary>Whether the file declares it.</summary>
    public bool IsDeclared(EntityKey entity) => _declared.ContainsKey(Hash(entity));

    /// <summary>Notes a declaration.</summary>
    /// <param name="entity">What.</param>
    /// <param name="arn">Its ARN, or null for what is not named by one.</param>
    /// <param name="uniqueId">Its unique id where the file gives one.</param>
    /// <param name="place">Where.</param>
    public void Declare(EntityKey entity, string? arn, string? uniqueId, WorldPlace place)
    {
        if (!_declared.TryAdd(Hash(entity), arn is null ? 0 : (int)Hash(arn)))
        {
            throw place.Fault("", $"{Words.Of(entity.Kind)} '{entity.Name}' is declared twice.");
        }

        if (uniqueId is not null && !_uniqueIds.Add(Hash($"{(int)entity.Kind} {uniqueId}")))
        {
            throw place.Fault("uniqueId", $"the unique id {uniqueId} is given twice.");
        }

        if (_open.TryGetValue(entity, out var reference))
        {
            if (reference.Arn is not null && reference.Arn != arn)
            {
                throw reference.Unknown();
            }

            reference.IsDeclared = true;
            reference.UniqueId = uniqueId;
        }
    }

    /// <summary>Notes a reference: the entity is declared before, or has to be found later.</summary>
    public void Refer(Reference reference)
    {
        var entity = reference.Entity;
        if (_declared.TryGetValue(Hash(entity), out var arn))
        {
            if (reference.Arn is not null && (int)Hash(reference.Arn) != arn)
            {
                throw reference.Unknown();
            }
        }
        else if (!_open.TryAdd(entity, reference) && reference.Arn is not null && _open[entity].Arn is { } other && other != reference.Arn)
        {
            throw reference.Unknown();
        }
    }

    private long Hash(EntityKey entity) => Hash($"{(int)entity.Kind} {entity.Account} {entity.Name}");

    private long Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetMaxByteCount(text.Length) + _key.Length;
        var bytes = length <= 1024 ? stackalloc byte[1024] : new byte[length];
        _key.CopyTo(bytes);
        var written = Encoding.UTF8.GetBytes(text, bytes[_key.Length..]);
        SHA256.HashData(bytes[..(_key.Length + written)], hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    /// <summary>A reference to something not declared before.</summary>
    /// <param name="entity">To what.</param>
    /// <param name="arn">As an ARN, path and case included; null when it is by name.</param>
    /// <param name="place">The element that refers.</param>
    /// <param name="member">By which member.</param>
    /// <param name="unknown">The sentence when it does not exist.</param>
    internal sealed class Reference(EntityKey entity, string? arn, WorldPlace place, string member, string unknown)
    {
        public EntityKey Entity => entity;

        public string? Arn => arn;

        /// <summary>Whether the file declares it further below.</summary>
        public bool IsDeclared { get; set; }

        /// <summary>Its unique id as far as it is known: given by the file, read from the database, or drawn when somebody had to name it.</summary>
        public string? UniqueId { get; set; }

        public WorldException Unknown() => place.Fault(member, unknown);
    }
}

/// <summary>What kinds of entities are called in sentences.</summary>
internal static class Words
{
    public static string Of(EntityKind kind) => kind switch
    {
        EntityKind.Account => "account",
        EntityKind.User => "user",
        EntityKind.Group => "group",
        EntityKind.Role => "role",
        EntityKind.ManagedPolicy => "policy",
        EntityKind.InstanceProfile => "instance profile",
        EntityKind.AccessKey => "access key",
        EntityKind.MfaDevice => "MFA device",
        EntityKind.OidcProvider => "OpenID Connect provider",
        EntityKind.SamlProvider => "SAML provider",
        _ => "organisation",
    };

    /// <summary>The ARN of what policies can name, or null for other kinds.</summary>
    public static string? ArnOf(EntityArns arns, EntityKind kind, string account, string path, string name) => kind switch
    {
        EntityKind.User => arns.Iam(account, "user", path, name),
        EntityKind.Role => arns.Iam(account, "role", path, name),
        EntityKind.ManagedPolicy => arns.Iam(account, "policy", path, name),
        _ => null,
    };
}
