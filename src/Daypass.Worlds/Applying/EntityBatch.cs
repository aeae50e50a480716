using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Accounts;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Applying;

/// <summary>Some elements on their way into the database: what is stored of them, and the rows that differ.</summary>
/// <param name="settings">What the operator set.</param>
/// <param name="envelope">Encrypts secrets.</param>
/// <param name="accounts">Makes access keys.</param>
/// <param name="devices">How many MFA devices were given to each owner by what came before and is not stored yet.</param>
/// <param name="references">What elements refer to before it is declared.</param>
/// <param name="now">When entities are made that say nothing of it.</param>
internal sealed class EntityBatch(
    WorldSettings settings, SecretEnvelope envelope, AccountCreation accounts, Dictionary<string, int> devices,
    IReadOnlyDictionary<EntityKey, Reference> references, DateTimeOffset now)
{
    private readonly Dictionary<EntityKey, EntityRow> _stored = [];
    private readonly Dictionary<EntityKey, string> _chosen = [];
    private readonly Dictionary<EntityKey, int> _keyCounts = [];
    private readonly List<EntityRow> _added = [];
    private readonly List<EntityRow> _changed = [];
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private readonly List<GeneratedKey> _generated = [];

    /// <summary>What the operator set.</summary>
    public WorldSettings Settings => settings;

    /// <summary>When entities are made that say nothing of it.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Roles and resources whose stored trust or resource policy is shown as the file has it and stays as it is.</summary>
    public HashSet<EntityKey> KeptTrusts { get; } = [];

    /// <summary>What was denied by hand and stays.</summary>
    public UnmentionedDenials UnmentionedDenials { get; } = new();

    /// <summary>What was left out of what the file says, and why, each with its place.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Rows to add.</summary>
    public IReadOnlyList<EntityRow> Added => _added;

    /// <summary>Rows to put in place of stored ones.</summary>
    public IReadOnlyList<EntityRow> Changed => _changed;

    /// <summary>Keys that were made.</summary>
    public IReadOnlyList<GeneratedKey> Generated => _generated;

    /// <summary>Reads what is stored under these keys.</summary>
    public async ValueTask Load(HashSet<EntityKey> keys, IDirectoryReader reader, CancellationToken cancelled)
    {
        foreach (var row in await reader.FindAll([.. keys], cancelled))
        {
            if (row is not null)
            {
                _stored[row.Key] = row;
            }
        }

        string[] missing = [.. keys.Where(key => key.Kind == EntityKind.AccessKey && !_stored.ContainsKey(key)).Select(static key => key.Name)];
        var deleted = missing.Length == 0 ? [] : await reader.WereKeysDeleted(missing, cancelled);
        _gone.UnionWith(missing.Where((_, index) => deleted[index]));
    }

    /// <summary>Whether something is stored under that key.</summary>
    public bool IsStored(EntityKey key) => _stored.ContainsKey(key);

    /// <summary>What is stored under the key of a row, or null.</summary>
    public EntityRow? StoredAs(EntityRow row) => _stored.GetValueOrDefault(row.Key);

    /// <summary>Counts the stored access keys of an owner who is to have more.</summary>
    public async ValueTask CountAccessKeys(EntityKey owner, IDirectoryReader reader, CancellationToken cancelled)
    {
        if (_stored.TryGetValue(owner, out var row))
        {
            _keyCounts[owner] = await reader.CountReferrers("", Relation.Owner, row.Id, cancelled);
        }
    }

    /// <summary>Counts a device that its owner does not have yet; returns how many there are then, stored ones included.</summary>
    public async ValueTask<int> CountDevice(EntityKey device, EntityKey ownerKey, IDirectoryReader reader, CancellationToken cancelled)
    {
        if (!_stored.TryGetValue(ownerKey, out var owner) || Find<MfaDevice>(device)?.OwnerId == owner.Id)
        {
            return 0;
        }

        devices[owner.Id] = devices.GetValueOrDefault(owner.Id) + 1;
        return await reader.CountReferrers(device.Account, Relation.Owner, owner.Id, cancelled) + devices[owner.Id];
    }

    /// <summary>The stored entity of that key, or null.</summary>
    public T? Find<T>(EntityKey key) where T : class, IEntity<T> => _stored.TryGetValue(key, out var row) ? row.ToEntity<T>() : null;

    /// <summary>The id an element has, is given or gets.</summary>
    /// <exception cref="WorldException">It is stored with another one than the file gives.</exception>
    public string ChooseId(EntityKey key, string? given, ElementLocation location)
    {
        if (_stored.TryGetValue(key, out var row))
        {
            return given is null || given == row.Id
                ? row.Id
                : throw location.Error("uniqueId", $"{KindNames.Name(key.Kind)} '{key.Name}' exists with the unique id {row.Id}: delete it first.");
        }

        return _chosen[key] = given ?? DrawId(key);
    }

    /// <summary>The id of what an element refers to: given by the file, stored, or made a moment ago.</summary>
    public string FindId(EntityKey key) =>
        references.TryGetValue(key, out var reference) && reference.UniqueId is { } known ? known
        : _stored.TryGetValue(key, out var row) ? row.Id
        : _chosen.TryGetValue(key, out var made) ? made
        : DrawId(key);

    /// <summary>An encrypted secret. One that is stored already is not encrypted anew, so that an entity that did not change is not written.</summary>
    public byte[] Seal(string purpose, string id, byte[] secret, byte[]? stored) =>
        stored is not null && envelope.Open(purpose, id, stored) is { } opened && CryptographicOperations.FixedTimeEquals(opened, secret)
            ? stored
            : envelope.Seal(purpose, id, secret);

    /// <summary>Adds an entity, or changes the stored one if it differs.</summary>
    public void Put<T>(T entity) where T : class, IEntity<T>
    {
        var row = entity.ToRow();
        if (!_stored.TryGetValue(row.Key, out var known))
        {
            _added.Add(row);
        }
        else if (!known.Body.Span.SequenceEqual(row.Body.Span))
        {
            _changed.Add(row with { Version = known.Version });
        }
    }

    /// <summary>Adds the access keys of an owner; makes those that are to be generated and are not there yet.</summary>
    /// <param name="keys">As the file has them.</param>
    /// <param name="owner">Whose they are.</param>
    /// <param name="entry">The owner's element.</param>
    /// <param name="member">Its member.</param>
    /// <param name="userName">The owner's name, or null for root.</param>
    /// <param name="userId">The owner's id, or null for root.</param>
    public void PutAccessKeys(IReadOnlyList<WorldAccessKey> keys, EntityKey owner, WorldEntry entry, string member, string? userName, string? userId)
    {
        var count = _keyCounts.GetValueOrDefault(owner);
        foreach (var given in keys.Where(static given => given.Generate != true))
        {
            var known = Find<AccessKey>(EntityKey.Create(EntityKind.AccessKey, "", given.Id!));
            if (known is not null && (known.OwnerAccount != entry.Account || known.UserId != userId))
            {
                throw entry.Location.Error(member, $"access key {given.Id} belongs to somebody else.");
            }

            if (known is null && given.Active != true && _gone.Contains(EntityKey.Fold(given.Id!)))
            {
                _notes.Add(entry.Location.Error(
                    member, $"access key {given.Id} was deleted and is not made again; give it with \"active\": true to have it back.").Message);
                continue;
            }

            count += known is null ? 1 : 0;
            Put(new AccessKey
            {
                Id = given.Id!,
                OwnerAccount = entry.Account,
                UserId = userId,
                Active = given.Active ?? known?.Active ?? true,
                CreatedAt = given.CreatedAt ?? known?.CreatedAt ?? now,
                SealedSecret = Seal(EntityDirectory.AccessKeyPurpose, given.Id!, Encoding.UTF8.GetBytes(given.Secret!), known?.SealedSecret),
            });
        }

        var most = settings.Quotas.AccessKeysPerUser;
        if (count > most)
        {
            throw entry.Location.Error(member, $"with those that are stored there would be {count} access keys; there are at most {most}: delete one first.");
        }

        for (; count < keys.Count && keys.Any(static made => made.Generate == true); count++)
        {
            var made = accounts.NewKey(AccountId.Parse(entry.Account), userId, now);
            Put(made.Key);
            _generated.Add(new GeneratedKey(entry.Account, userName, made.Key.Id, made.Secret));
        }
    }

    // Who is named before it is made gets its id now and keeps it.
    private string DrawId(EntityKey key) => references.TryGetValue(key, out var reference) ? reference.UniqueId ??= NewId(key) : NewId(key);

    private static string NewId(EntityKey key)
    {
        var account = key.Account == EntityArns.SharedAccount ? default : AccountId.Parse(key.Account);
        return key.Kind switch
        {
            EntityKind.User => UniqueId.New(UniqueIdKind.User, account),
            EntityKind.Role => UniqueId.New(UniqueIdKind.Role, account),
            EntityKind.Group => UniqueId.New(UniqueIdKind.Group, account),
            EntityKind.InstanceProfile => UniqueId.New(UniqueIdKind.InstanceProfile, account),
            EntityKind.ManagedPolicy => UniqueId.New(UniqueIdKind.ManagedPolicy, account),
            EntityKind.OidcProvider => ProviderIds.New("OIDCP"),
            EntityKind.SamlProvider => ProviderIds.New("SAMLSP"),
            EntityKind.MfaDevice => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            _ => throw new ArgumentOutOfRangeException(nameof(key)),
        };
    }
}
