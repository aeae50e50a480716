using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Stores;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Checking;

/// <summary>What a file declares, and what it refers to before it declares it or without declaring it.</summary>
/// <remarks>
/// Of what is declared only hashes are kept, some thirty bytes each, so that a million declarations need no million names. They are keyed with random bytes:
/// should two names of a large file ever meet in sixty-four bits, the file is refused once and taken the next time.
/// </remarks>
internal sealed class Declarations
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(16);
    private readonly Dictionary<long, int> _declared = [];
    private readonly HashSet<long> _uniqueIds = [];
    private readonly Dictionary<EntityKey, Reference> _references = [];
    private readonly Dictionary<long, int> _devices = [];
    private readonly Dictionary<string, DeclaredAlias> _aliases = new(StringComparer.Ordinal);

    /// <summary>What was referred to before it was declared, or is not declared at all.</summary>
    public IReadOnlyDictionary<EntityKey, Reference> References => _references;

    /// <summary>Accounts by the aliases the file gives them.</summary>
    public IReadOnlyDictionary<string, DeclaredAlias> Aliases => _aliases;

    /// <summary>The units of organisations; there are few of them.</summary>
    public List<DeclaredUnit> Units { get; } = [];

    /// <summary>What is saved and had better be written otherwise, each with its place.</summary>
    public List<string> Advice { get; } = [];

    /// <summary>Notes an account's alias, which no other account may have.</summary>
    public void DeclareAlias(string alias, string account, ElementLocation location, bool onlyCreate)
    {
        if (!_aliases.TryAdd(alias, new DeclaredAlias(account, location, onlyCreate)))
        {
            throw location.Error("alias", $"the alias '{alias}' is given twice.");
        }
    }

    /// <summary>Notes an MFA device of an owner; returns how many it has.</summary>
    public int CountDevice(EntityKey owner)
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
    /// <param name="location">Where.</param>
    public void Declare(EntityKey entity, string? arn, string? uniqueId, ElementLocation location)
    {
        if (!_declared.TryAdd(Hash(entity), arn is null ? 0 : (int)Hash(arn)))
        {
            throw location.Error("", $"{KindNames.Name(entity.Kind)} '{entity.Name}' is declared twice.");
        }

        if (uniqueId is not null && !_uniqueIds.Add(Hash($"{(int)entity.Kind} {uniqueId}")))
        {
            throw location.Error("uniqueId", $"the unique id {uniqueId} is given twice.");
        }

        if (_references.TryGetValue(entity, out var reference))
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
        else if (!_references.TryAdd(entity, reference) && reference.Arn is not null && _references[entity].Arn is { } other && other != reference.Arn)
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
}
