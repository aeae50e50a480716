using Daypass.Core.Accounts;
using Daypass.Core.Entities;
using Daypass.Core.Iam;
using Daypass.Core.Iam.Documents;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Applying;

/// <summary>An element as it was read.</summary>
/// <param name="Element">The record.</param>
/// <param name="Account">The account it belongs to.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record WorldEntry(object Element, string Account, WorldPlace Place);

/// <summary>A key that was made for a user or for root.</summary>
/// <param name="Account">The account.</param>
/// <param name="UserName">The user, or null for root.</param>
/// <param name="AccessKeyId">The key's id.</param>
/// <param name="Secret">Its secret, shown this once.</param>
public sealed record GeneratedKey(string Account, string? UserName, string AccessKeyId, Secret Secret);

/// <summary>Compares some elements with what is stored and makes the rows that differ.</summary>
/// <param name="trusts">Shows stored trust policies.</param>
/// <param name="envelope">Encrypts secrets.</param>
/// <param name="accounts">Makes access keys.</param>
/// <param name="quotas">What one entity may have.</param>
/// <param name="devices">How many MFA devices were given to each owner by what came before and is not stored yet.</param>
/// <param name="open">What elements refer to.</param>
/// <param name="now">When entities are made that say nothing of it.</param>
internal sealed class WorldBatch(
    TrustPolicies trusts, SecretEnvelope envelope, AccountCreation accounts, IamQuotas quotas, Dictionary<string, int> devices,
    IReadOnlyDictionary<EntityKey, WorldDeclarations.Reference> open, DateTimeOffset now)
{
    private readonly Dictionary<EntityKey, EntityRow> _stored = [];
    private readonly Dictionary<EntityKey, string> _chosen = [];
    private readonly Dictionary<EntityKey, int> _keyCounts = [];
    private readonly HashSet<EntityKey> _keptTrusts = [];
    private readonly List<EntityRow> _added = [];
    private readonly List<EntityRow> _changed = [];
    private readonly List<GeneratedKey> _generated = [];

    /// <summary>Rows to add.</summary>
    public IReadOnlyList<EntityRow> Added => _added;

    /// <summary>Rows to put in place of stored ones.</summary>
    public IReadOnlyList<EntityRow> Changed => _changed;

    /// <summary>Keys that were made.</summary>
    public IReadOnlyList<GeneratedKey> Generated => _generated;

    /// <summary>Reads what is stored and makes the rows.</summary>
    public async ValueTask Make(IReadOnlyList<WorldEntry> entries, IDirectoryReader reader, CancellationToken cancelled)
    {
        var keys = new HashSet<EntityKey>();
        foreach (var entry in entries)
        {
            keys.Add(WorldKeys.Of(entry.Element, entry.Account));
            keys.UnionWith(WorldKeys.BeyondOf(entry.Element, entry.Account));
        }

        foreach (var row in await reader.FindAll([.. keys], cancelled))
        {
            if (row is not null)
            {
                _stored[row.Key] = row;
            }
        }

        foreach (var entry in entries)
        {
            var key = WorldKeys.Of(entry.Element, entry.Account);
            if (WorldKeys.AccessKeysOf(entry.Element).Count > 0 && _stored.TryGetValue(key, out var owner))
            {
                _keyCounts[key] = await reader.CountReferrers("", Relation.Owner, owner.Id, cancelled);
            }

            if (entry.Element is WorldMfaDevice device)
            {
                await Count(device, key, entry, reader, cancelled);
            }

            // A file has a trust policy as it is shown: with today's ARNs, and the ids of those who are gone.
            if (entry.Element is WorldRole role && Known<Role>(key) is { } known && known.Trust.Document != role.TrustPolicy.Text
                && await trusts.Show(reader, known.Trust, cancelled) == role.TrustPolicy.Text)
            {
                _keptTrusts.Add(key);
            }
        }

        foreach (var entry in entries)
        {
            Make(entry);
        }
    }

    /// <summary>Refuses a device whose owner has as many as there may be, those stored included.</summary>
    private async ValueTask Count(WorldMfaDevice device, EntityKey key, WorldEntry entry, IDirectoryReader reader, CancellationToken cancelled)
    {
        if (WorldKeys.OwnerOf(device, entry.Account) is not { } ownerKey || !_stored.TryGetValue(ownerKey, out var owner) || Known<MfaDevice>(key)?.OwnerId == owner.Id)
        {
            return;
        }

        devices[owner.Id] = devices.GetValueOrDefault(owner.Id) + 1;
        if (await reader.CountReferrers(entry.Account, Relation.Owner, owner.Id, cancelled) + devices[owner.Id] > quotas.MfaDevicesPerUser)
        {
            throw entry.Place.Fault(device.Root == true ? "root" : "user", $"with those that are stored there would be more than {quotas.MfaDevicesPerUser} MFA devices.");
        }
    }

    private void Make(WorldEntry entry)
    {
        var (element, account, place) = entry;
        var entities = new WorldEntities(envelope, now, IdOf);
        var key = WorldKeys.Of(element, account);
        switch (element)
        {
            case WorldOrganization organization:
                Put(WorldEntities.Of(organization, Known<Organization>(key), now));
                break;
            case WorldAccount own:
                Put(entities.Of(own, Known<Account>(key)));
                Keys(entities, own.RootAccessKeys, own.Id, null, null, key, place, "rootAccessKeys");
                break;
            case WorldPolicy policy:
                Put(entities.Of(policy, account, Id(key, policy.UniqueId, place), KnownAt<ManagedPolicy>(key, policy.Path, place)));
                break;
            case WorldGroup group:
                Put(entities.Of(group, account, Id(key, group.UniqueId, place), Known<Group>(key)));
                break;
            case WorldUser user:
                var userId = Id(key, user.UniqueId, place);
                Put(entities.Of(user, account, userId, Known<User>(key)));
                Keys(entities, user.AccessKeys, account, user.Name, userId, key, place, "accessKeys");
                break;
            case WorldRole role:
                Put(entities.Of(role, account, Id(key, role.UniqueId, place), KnownAt<Role>(key, role.Path, place), _keptTrusts.Contains(key)));
                break;
            case WorldInstanceProfile profile:
                Put(entities.Of(profile, account, Id(key, profile.UniqueId, place), Known<InstanceProfile>(key)));
                break;
            case WorldOidcProvider provider:
                Put(entities.Of(provider, account, Id(key, provider.UniqueId, place), Known<OidcProvider>(key)));
                break;
            case WorldSamlProvider provider:
                Put(entities.Of(provider, account, Id(key, provider.UniqueId, place), Known<SamlProvider>(key)));
                break;
            case WorldMfaDevice device:
                Put(entities.Of(device, account, Id(key, device.UniqueId, place), Known<MfaDevice>(key)));
                break;
            default:
                throw new InvalidOperationException($"{element.GetType()} is no element of a world.");
        }
    }

    private void Keys(WorldEntities entities, IReadOnlyList<WorldAccessKey>? keys, string account, string? userName, string? userId, EntityKey owner, WorldPlace place, string member)
    {
        if (keys is null)
        {
            return;
        }

        var count = _keyCounts.GetValueOrDefault(owner);
        foreach (var given in keys.Where(static given => given.Generate != true))
        {
            var key = EntityKey.Of(EntityKind.AccessKey, "", given.Id!);
            var known = Known<AccessKey>(key);
            if (known is not null && (known.OwnerAccount != account || known.UserId != userId))
            {
                throw place.Fault(member, $"access key {given.Id} belongs to somebody else.");
            }

            count += known is null ? 1 : 0;
            Put(entities.Of(given, account, userId, known));
        }

        if (count > quotas.AccessKeysPerUser)
        {
            throw place.Fault(member, $"with those that are stored there would be {count} access keys; there are at most {quotas.AccessKeysPerUser}: delete one first.");
        }

        for (; count < keys.Count && keys.Any(static made => made.Generate == true); count++)
        {
            var made = accounts.NewKey(AccountId.Parse(account), userId, now);
            Put(made.Key);
            _generated.Add(new GeneratedKey(account, userName, made.Key.Id, made.Secret));
        }
    }

    private T? Known<T>(EntityKey key) where T : class, IEntity<T> => _stored.TryGetValue(key, out var row) ? row.ToEntity<T>() : null;

    // A path is part of the ARN, and IAM has no way to change the ones that policies name.
    private T? KnownAt<T>(EntityKey key, string? path, WorldPlace place) where T : class, IEntity<T> =>
        Known<T>(key) is { } known && known.Path != (path ?? "/")
            ? throw place.Fault("path", $"{Words.Of(key.Kind)} '{known.Name}' exists with the path {known.Path}, which cannot change: delete it first.")
            : Known<T>(key);

    private string Id(EntityKey key, string? given, WorldPlace place)
    {
        if (_stored.TryGetValue(key, out var row))
        {
            return given is null || given == row.Id
                ? row.Id
                : throw place.Fault("uniqueId", $"{Words.Of(key.Kind)} '{key.Name}' exists with the unique id {row.Id}: delete it first.");
        }

        return _chosen[key] = given ?? Drawn(key);
    }

    /// <summary>The id of what an element refers to: given by the file, stored, or made a moment ago.</summary>
    private string IdOf(EntityKey key) =>
        open.TryGetValue(key, out var reference) && reference.UniqueId is { } known ? known
        : _stored.TryGetValue(key, out var row) ? row.Id
        : _chosen.TryGetValue(key, out var made) ? made
        : Drawn(key);

    // Who is named before it is made gets its id now and keeps it.
    private string Drawn(EntityKey key) => open.TryGetValue(key, out var reference)
        ? reference.UniqueId ??= WorldEntities.NewId(key.Kind, key.Account)
        : WorldEntities.NewId(key.Kind, key.Account);

    private void Put<T>(T entity) where T : class, IEntity<T>
    {
        var row = entity.ToRow();
        if (!_stored.TryGetValue(row.Key, out var known))
        {
            _added.Add(row);
        }
        else if (!known.Body.Span.SequenceEqual(row.Body.Span))
        {
            _changed.Add(row);
        }
    }
}
