using Daypass.Core.Entities;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Core.Telemetry;
using Daypass.Policy.Evaluation;
using Daypass.Protocol;

namespace Daypass.Core.Directory;

/// <summary>What the hot path asks the directory: entities read through once, compiled once, and forgotten the moment they change.</summary>
/// <remarks>See docs/adr/0005-read-through-directory.md.</remarks>
public sealed class EntityDirectory : IDisposable
{
    /// <summary>Under which purpose an access key's secret is sealed.</summary>
    public const string AccessKeyPurpose = "access-key";

    /// <summary>Under which purpose a SAML provider's private key is sealed.</summary>
    public const string SamlKeyPurpose = "saml-private-key";

    /// <summary>How many loads may be under way at once. After a restart everything is asked for at once; the writers and the follower need connections
    /// too.</summary>
    internal const int MostLoads = 12;

    /// <summary>How long a load may take, its waiting for a turn included: with a slow database the queue must not grow into minutes.</summary>
    private static readonly TimeSpan LongestLoad = TimeSpan.FromSeconds(5);

    private readonly EntityLoader _loader;
    private readonly IDirectoryStore _store;
    private readonly StoreHealth _health;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _loads = new(MostLoads, MostLoads);
    private readonly ReadThroughCache<EntityKey, object> _entries;
    private readonly OrganizationPlaces _places;
    private long _generation;

    /// <summary>A directory over a store.</summary>
    /// <param name="store">Where entities are.</param>
    /// <param name="envelope">Opens stored secrets.</param>
    /// <param name="arns">Writes ARNs in the server's partition.</param>
    /// <param name="limits">How much is kept in memory.</param>
    /// <param name="health">Whether the store can be asked.</param>
    /// <param name="clock">Measures how long it takes to answer.</param>
    public EntityDirectory(IDirectoryStore store, SecretEnvelope envelope, EntityArns arns, CacheLimits limits, StoreHealth health, TimeProvider clock)
    {
        (_store, _health, _clock, Arns) = (store, health, clock, arns);
        _loader = new EntityLoader(store, envelope, arns);
        _entries = new(limits, Load);
        _places = new OrganizationPlaces(Find<object>, arns);
        store.Committed += Forget;
    }

    /// <summary>Writes ARNs in the server's partition.</summary>
    public EntityArns Arns { get; }

    /// <summary>How many entities are in memory, those known to be absent included.</summary>
    public int Count => _entries.Count;

    /// <summary>About how many bytes they take.</summary>
    public long Bytes => _entries.Bytes;

    /// <summary>How often an entity, or that there is none, was found in memory.</summary>
    public long Hits => _entries.Hits;

    /// <summary>How often the database had to be asked.</summary>
    public long Misses => _entries.Misses;

    /// <summary>Grows whenever a group, a managed policy or a part of an organisation changed, so that combinations made before are made again.</summary>
    private long Generation => Volatile.Read(ref _generation);

    /// <summary>The account, or null.</summary>
    public ValueTask<Account?> FindAccount(string id, CancellationToken cancelled)
    {
        var found = Find<AccountEntry>(new(EntityKind.Account, "", id), cancelled);
        return found.IsCompletedSuccessfully ? new(found.Result?.Account) : Await(found);

        static async ValueTask<Account?> Await(ValueTask<AccountEntry?> loading) => (await loading)?.Account;
    }

    /// <summary>The account with what the operator ended of it, or null.</summary>
    internal ValueTask<AccountEntry?> FindAccountEntry(string id, CancellationToken cancelled) =>
        Find<AccountEntry>(new(EntityKind.Account, "", id), cancelled);

    /// <summary>Where an account is in its organisation; null when it is in none.</summary>
    public ValueTask<OrganizationPlace?> PlaceOf(string account, CancellationToken cancelled)
    {
        var now = Generation;
        var found = Find<AccountEntry>(new(EntityKind.Account, "", account), cancelled);
        if (!found.IsCompletedSuccessfully)
        {
            return Await(found, now, cancelled);
        }

        var entry = found.Result;
        return entry?.Account.OrganizationId is null ? default
            : entry.PlaceAt(now) is { } known ? new(known)
            : Place(entry, now, cancelled);

        async ValueTask<OrganizationPlace?> Await(ValueTask<AccountEntry?> loading, long at, CancellationToken cancelled) =>
            await loading is { Account.OrganizationId: not null } loaded ? await Place(loaded, at, cancelled) : null;
    }

    /// <summary>The long-term access key with its secret, or null.</summary>
    public ValueTask<KeyEntry?> FindKey(string accessKeyId, CancellationToken cancelled) =>
        Find<KeyEntry>(new(EntityKind.AccessKey, "", accessKeyId), cancelled);

    /// <summary>The user with this unique id, or null.</summary>
    public ValueTask<UserEntry?> FindUser(string uniqueId, CancellationToken cancelled) => Find<UserEntry>(new(EntityKind.User, "", uniqueId), cancelled);

    /// <summary>The group with this unique id, or null.</summary>
    internal ValueTask<GroupEntry?> FindGroup(string uniqueId, CancellationToken cancelled) => Find<GroupEntry>(new(EntityKind.Group, "", uniqueId), cancelled);

    /// <summary>The role of that name, or null.</summary>
    public ValueTask<RoleEntry?> FindRole(string account, string name, CancellationToken cancelled) =>
        Find<RoleEntry>(EntityKey.Create(EntityKind.Role, account, name), cancelled);

    /// <summary>The role whose ARN is exactly this, path and case included, or null.</summary>
    public async ValueTask<RoleEntry?> FindRole(Arn arn, CancellationToken cancelled)
    {
        if (!arn.ResourceType.SequenceEqual("role") || !arn.Service.SequenceEqual("iam"))
        {
            return null;
        }

        var entry = await FindRole(arn.Account.ToString(), arn.ResourceName.ToString(), cancelled);
        return entry is not null && string.Equals(entry.Arn, arn.Text, StringComparison.Ordinal) ? entry : null;
    }

    /// <summary>The default version of the managed policy with this ARN, or null.</summary>
    public async ValueTask<NamedPolicy?> FindPolicy(string arn, CancellationToken cancelled)
    {
        if (!Arn.TryParse(arn, out var parsed) || !parsed.ResourceType.SequenceEqual("policy"))
        {
            return null;
        }

        var entry = await Find<PolicyEntry>(EntityKey.Create(EntityKind.ManagedPolicy, parsed.Account.ToString(), parsed.ResourceName.ToString()), cancelled);
        return entry is not null && string.Equals(entry.Named.Label, arn, StringComparison.Ordinal) ? entry.Named : null;
    }

    /// <summary>The OpenID Connect provider an account registered for exactly this issuer, or null.</summary>
    public async ValueTask<OidcProviderEntry?> FindOidcProvider(string account, string issuer, CancellationToken cancelled)
    {
        const string Scheme = "https://";
        if (!issuer.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var entry = await Find<OidcProviderEntry>(EntityKey.Create(EntityKind.OidcProvider, account, issuer[Scheme.Length..]), cancelled);
        return entry is not null && string.Equals(entry.Registration.Url, issuer, StringComparison.Ordinal) ? entry : null;
    }

    /// <summary>The SAML provider whose ARN is exactly this, or null.</summary>
    public async ValueTask<SamlProviderEntry?> FindSamlProvider(Arn arn, CancellationToken cancelled)
    {
        if (!arn.ResourceType.SequenceEqual("saml-provider") || !arn.Service.SequenceEqual("iam"))
        {
            return null;
        }

        var entry = await Find<SamlProviderEntry>(EntityKey.Create(EntityKind.SamlProvider, arn.Account.ToString(), arn.ResourceName.ToString()), cancelled);
        return entry is not null && string.Equals(Arns.For(entry.Provider), arn.Text, StringComparison.Ordinal) ? entry : null;
    }

    /// <summary>The policy of a resource of one of an account's own services, or null.</summary>
    internal ValueTask<ResourcePolicyEntry?> FindResourcePolicy(string account, string resourceArn, CancellationToken cancelled) =>
        Find<ResourcePolicyEntry>(new EntityKey(EntityKind.ResourcePolicy, account, ResourcePolicy.KeyName(resourceArn)), cancelled);

    /// <summary>What a role's policies allow it.</summary>
    public ValueTask<PrincipalPolicies> PoliciesOf(RoleEntry role, CancellationToken cancelled) => PoliciesOf(role, [], cancelled);

    /// <summary>What a user's policies and those of its groups allow it.</summary>
    public ValueTask<PrincipalPolicies> PoliciesOf(UserEntry user, CancellationToken cancelled) => PoliciesOf(user, user.User.Groups, cancelled);

    /// <summary>Forgets what a change names; called for this node's commits and for what other nodes committed.</summary>
    public void Forget(DirectoryChange change)
    {
        var kind = change.Key.Kind;
        _entries.Invalidate(KeyOf(change));
        if (kind is EntityKind.Group or EntityKind.ManagedPolicy or EntityKind.Organization or EntityKind.OrganizationalUnit or EntityKind.ControlPolicy)
        {
            NextGeneration();
        }
    }

    /// <summary>Under which key the directory keeps the entity that changed.</summary>
    internal static EntityKey KeyOf(DirectoryChange change) =>
        EntityLoader.IsFoundById(change.Key.Kind) ? new EntityKey(change.Key.Kind, "", change.Id) : change.Key;

    /// <summary>Forgets everything, for when it is not known what changed.</summary>
    public void ForgetAll()
    {
        _entries.Clear();
        NextGeneration();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Committed -= Forget;
        _loads.Dispose();
    }

    // Without contact, what is known to be absent may have been made by another node meanwhile: that is an outage then, and not a refusal. Only that a
    // resource has no policy is the ordinary case, and used from memory as the policies themselves are.
    private ValueTask<TEntry?> Find<TEntry>(EntityKey key, CancellationToken cancelled) where TEntry : class
    {
        var found = _entries.Find(key, _health.Fault is null || key.Kind is EntityKind.ResourcePolicy, cancelled);
        return found.IsCompletedSuccessfully ? new((TEntry?)found.Result) : Await(found);

        static async ValueTask<TEntry?> Await(ValueTask<object?> loading) => (TEntry?)await loading;
    }

    private async ValueTask<Loaded<object>> Load(EntityKey key, CancellationToken cancelled)
    {
        _health.ThrowIfUnreachable();
        var (began, isAnswered) = (_clock.GetTimestamp(), false);
        using var alarm = new CancellationTokenSource(LongestLoad, _clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancelled, alarm.Token);
        try
        {
            var loaded = await LoadInTurn(key, enough.Token);
            isAnswered = true;
            return loaded;
        }
        catch (OperationCanceledException late) when (alarm.IsCancellationRequested)
        {
            throw new StoreUnavailableException("The database does not answer in time.", late);
        }
        finally
        {
            Measures.Waited(isWrite: false, _clock.GetElapsedTime(began), isAnswered);
        }
    }

    private async ValueTask<Loaded<object>> LoadInTurn(EntityKey key, CancellationToken cancelled)
    {
        await _loads.WaitAsync(cancelled);
        try
        {
            // Contact may have been lost while this waited behind those that noticed it.
            _health.ThrowIfUnreachable();
            return await _loader.Load(key, cancelled);
        }
        finally
        {
            _loads.Release();
        }
    }

    // Only after the slot is gone: whoever sees the new generation puts policies together from what is loaded afresh.
    private void NextGeneration() => Interlocked.Increment(ref _generation);

    private async ValueTask<OrganizationPlace?> Place(AccountEntry entry, long at, CancellationToken cancelled)
    {
        var place = await _places.Find(entry.Account, entry.Account.OrganizationId!, cancelled);
        entry.Keep(at, place);
        return place;
    }

    private ValueTask<PrincipalPolicies> PoliciesOf(GrantsEntry holder, IReadOnlyList<string> groupIds, CancellationToken cancelled)
    {
        var now = Generation;
        return holder.PoliciesAt(now) is { } known ? new(known) : Assemble(holder, groupIds, now, cancelled);
    }

    private async ValueTask<PrincipalPolicies> Assemble(GrantsEntry holder, IReadOnlyList<string> groupIds, long at, CancellationToken cancelled)
    {
        var identity = new List<NamedPolicy>(holder.Inline);
        await AddManaged(identity, holder.Grants.Attached, cancelled);
        foreach (var id in groupIds)
        {
            if (await FindGroup(id, cancelled) is { } group)
            {
                identity.AddRange(group.Inline);
                await AddManaged(identity, group.Grants.Attached, cancelled);
            }
        }

        IReadOnlyList<NamedPolicy>? boundary = null;
        if (holder.Grants.Boundary is { } arn)
        {
            // A policy that is a boundary cannot be deleted; should it be missing all the same, nothing is allowed.
            boundary = [await FindPolicy(arn, cancelled) ?? CompiledDocuments.NothingAllowed(arn)];
        }

        var assembled = new PrincipalPolicies(identity, boundary);
        holder.Keep(at, assembled);
        return assembled;
    }

    private async ValueTask AddManaged(List<NamedPolicy> identity, IReadOnlyList<string> arns, CancellationToken cancelled)
    {
        foreach (var arn in arns)
        {
            if (await FindPolicy(arn, cancelled) is { } policy)
            {
                identity.Add(policy);
            }
        }
    }
}
