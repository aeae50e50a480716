using Daypass.Core.Entities;
using Daypass.Core.Federation;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Policy;
using Daypass.Protocol;

namespace Daypass.Core.Principals;

/// <summary>What the hot path asks the directory: entities read through once, compiled once, and forgotten the moment they change.</summary>
/// <remarks>See docs/adr/0005-read-through-directory.md.</remarks>
public sealed class EntityDirectory : IDisposable
{
    /// <summary>Under which purpose an access key's secret is sealed.</summary>
    public const string AccessKeyPurpose = "access-key";

    /// <summary>Under which purpose a SAML provider's private key is sealed.</summary>
    public const string SamlKeyPurpose = "saml-private-key";

    private readonly IDirectoryStore store;
    private readonly SecretEnvelope envelope;
    private readonly ReadThroughCache<string, Account> accounts;
    private readonly ReadThroughCache<string, KeyEntry> keys;
    private readonly ReadThroughCache<string, UserEntry> users;
    private readonly ReadThroughCache<string, GroupEntry> groups;
    private readonly ReadThroughCache<EntityKey, RoleEntry> roles;
    private readonly ReadThroughCache<EntityKey, PolicyEntry> policies;
    private readonly ReadThroughCache<EntityKey, OidcProviderEntry> oidcProviders;
    private readonly ReadThroughCache<EntityKey, SamlProviderEntry> samlProviders;
    private long generation;

    /// <summary>A directory over a store.</summary>
    /// <param name="store">Where entities are.</param>
    /// <param name="envelope">Opens stored secrets.</param>
    /// <param name="arns">Writes ARNs in the server's partition.</param>
    /// <param name="capacity">How many entries of each kind are kept in memory.</param>
    public EntityDirectory(IDirectoryStore store, SecretEnvelope envelope, EntityArns arns, int capacity)
    {
        this.store = store;
        this.envelope = envelope;
        Arns = arns;
        accounts = new(capacity, LoadAccount, StringComparer.Ordinal);
        keys = new(capacity, LoadKey, StringComparer.Ordinal);
        users = new(capacity, LoadUser, StringComparer.Ordinal);
        groups = new(capacity, LoadGroup, StringComparer.Ordinal);
        roles = new(capacity, LoadRole);
        policies = new(capacity, LoadPolicy);
        oidcProviders = new(capacity, LoadOidcProvider);
        samlProviders = new(capacity, LoadSamlProvider);
        store.Committed += Forget;
    }

    /// <summary>Writes ARNs in the server's partition.</summary>
    public EntityArns Arns { get; }

    /// <summary>Grows whenever a group or managed policy changed, so that combinations made before are made again.</summary>
    private long Generation => Volatile.Read(ref generation);

    /// <summary>The account, or null.</summary>
    public ValueTask<Account?> FindAccount(string id, CancellationToken cancelled) => accounts.Find(id, cancelled);

    /// <summary>The long-term access key with its secret, or null.</summary>
    public ValueTask<KeyEntry?> FindKey(string accessKeyId, CancellationToken cancelled) => keys.Find(accessKeyId, cancelled);

    /// <summary>The user with this unique id, or null.</summary>
    public ValueTask<UserEntry?> FindUser(string uniqueId, CancellationToken cancelled) => users.Find(uniqueId, cancelled);

    /// <summary>The role of that name, or null.</summary>
    public ValueTask<RoleEntry?> FindRole(string account, string name, CancellationToken cancelled) =>
        roles.Find(EntityKey.Of(EntityKind.Role, account, name), cancelled);

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

        var entry = await policies.Find(EntityKey.Of(EntityKind.ManagedPolicy, parsed.Account.ToString(), parsed.ResourceName.ToString()), cancelled);
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

        var entry = await oidcProviders.Find(EntityKey.Of(EntityKind.OidcProvider, account, issuer[Scheme.Length..]), cancelled);
        return entry is not null && string.Equals(entry.Registration.Url, issuer, StringComparison.Ordinal) ? entry : null;
    }

    /// <summary>The SAML provider whose ARN is exactly this, or null.</summary>
    public async ValueTask<SamlProviderEntry?> FindSamlProvider(Arn arn, CancellationToken cancelled)
    {
        if (!arn.ResourceType.SequenceEqual("saml-provider") || !arn.Service.SequenceEqual("iam"))
        {
            return null;
        }

        var entry = await samlProviders.Find(EntityKey.Of(EntityKind.SamlProvider, arn.Account.ToString(), arn.ResourceName.ToString()), cancelled);
        return entry is not null && string.Equals(Arns.Of(entry.Provider), arn.Text, StringComparison.Ordinal) ? entry : null;
    }

    /// <summary>What a role's policies allow it.</summary>
    public ValueTask<PrincipalPolicies> PoliciesOf(RoleEntry role, CancellationToken cancelled) => PoliciesOf(role, [], cancelled);

    /// <summary>What a user's policies and those of its groups allow it.</summary>
    public ValueTask<PrincipalPolicies> PoliciesOf(UserEntry user, CancellationToken cancelled) => PoliciesOf(user, user.User.Groups, cancelled);

    /// <summary>Forgets what a change names; called for this node's commits and for what other nodes committed.</summary>
    public void Forget(DirectoryChange change)
    {
        switch (change.Key.Kind)
        {
            case EntityKind.Account:
                accounts.Invalidate(change.Id);
                break;
            case EntityKind.AccessKey:
                keys.Invalidate(change.Id);
                break;
            case EntityKind.User:
                users.Invalidate(change.Id);
                break;
            case EntityKind.Role:
                roles.Invalidate(change.Key);
                break;
            case EntityKind.Group:
                groups.Invalidate(change.Id);
                NextGeneration();
                break;
            case EntityKind.ManagedPolicy:
                policies.Invalidate(change.Key);
                NextGeneration();
                break;
            case EntityKind.OidcProvider:
                oidcProviders.Invalidate(change.Key);
                break;
            case EntityKind.SamlProvider:
                samlProviders.Invalidate(change.Key);
                break;
            default:
                // Nothing else is cached here.
                break;
        }
    }

    /// <summary>Forgets everything, for when it is not known what changed.</summary>
    public void ForgetAll()
    {
        accounts.Clear();
        keys.Clear();
        users.Clear();
        groups.Clear();
        roles.Clear();
        policies.Clear();
        oidcProviders.Clear();
        samlProviders.Clear();
        NextGeneration();
    }

    /// <inheritdoc/>
    public void Dispose() => store.Committed -= Forget;

    // Only after the slot is gone: whoever sees the new generation puts policies together from what is loaded afresh.
    private void NextGeneration() => Interlocked.Increment(ref generation);

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
            if (await groups.Find(id, cancelled) is { } group)
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

    private ValueTask<Account?> LoadAccount(string id, CancellationToken cancelled) => store.Find<Account>("", id, cancelled);

    private async ValueTask<KeyEntry?> LoadKey(string id, CancellationToken cancelled)
    {
        if (await store.Find<AccessKey>("", id, cancelled) is not { } key)
        {
            return null;
        }

        var secret = envelope.Open(AccessKeyPurpose, key.Id, key.SealedSecret)
            ?? throw new InvalidDataException($"The stored secret of access key {key.Id} does not open under this server's master key.");
        return new KeyEntry(key, Secret.FromUtf8(secret));
    }

    private async ValueTask<UserEntry?> LoadUser(string id, CancellationToken cancelled) =>
        await store.FindById<User>(id, cancelled) is { } user ? new UserEntry(user, Arns.Of(user), CompiledDocuments.Inline(user.Grants)) : null;

    private async ValueTask<GroupEntry?> LoadGroup(string id, CancellationToken cancelled) =>
        await store.FindById<Group>(id, cancelled) is { } group ? new GroupEntry(group, CompiledDocuments.Inline(group.Grants)) : null;

    private async ValueTask<RoleEntry?> LoadRole(EntityKey key, CancellationToken cancelled)
    {
        if ((await store.Find(key, cancelled))?.ToEntity<Role>() is not { } role)
        {
            return null;
        }

        var arn = Arns.Of(role);
        return new RoleEntry(role, arn, CompiledDocuments.Trust(role.Trust, arn), CompiledDocuments.Inline(role.Grants));
    }

    private async ValueTask<PolicyEntry?> LoadPolicy(EntityKey key, CancellationToken cancelled)
    {
        if ((await store.Find(key, cancelled))?.ToEntity<ManagedPolicy>() is not { } policy)
        {
            return null;
        }

        foreach (var version in policy.Versions)
        {
            if (version.Number == policy.DefaultVersion)
            {
                return new PolicyEntry(CompiledDocuments.Managed(version.Document, Arns.Of(policy)));
            }
        }

        throw new InvalidDataException($"Managed policy {policy.Id} has no default version.");
    }

    private async ValueTask<OidcProviderEntry?> LoadOidcProvider(EntityKey key, CancellationToken cancelled) =>
        (await store.Find(key, cancelled))?.ToEntity<OidcProvider>() is { } provider ? new OidcProviderEntry(provider, Arns.Of(provider)) : null;

    private async ValueTask<SamlProviderEntry?> LoadSamlProvider(EntityKey key, CancellationToken cancelled)
    {
        if ((await store.Find(key, cancelled))?.ToEntity<SamlProvider>() is not { } provider)
        {
            return null;
        }

        var keys = new List<Secret>(provider.PrivateKeys.Count);
        foreach (var stored in provider.PrivateKeys)
        {
            var pem = envelope.Open(SamlKeyPurpose, stored.Id, stored.SealedPem)
                ?? throw new InvalidDataException($"The stored private key {stored.Id} does not open under this server's master key.");
            keys.Add(Secret.FromUtf8(pem));
        }

        return new SamlProviderEntry(provider, new SamlRegistration
        {
            Arn = Arns.Of(provider),
            Account = provider.Account,
            Name = provider.Name,
            Metadata = provider.Metadata,
            PrivateKeys = keys,
            RequiresEncryption = provider.RequiresEncryption,
            Switches = ProviderTags.Find(provider.Tags, ProviderSwitches.SamlTag),
        });
    }

    private sealed record PolicyEntry(NamedPolicy Named);
}
