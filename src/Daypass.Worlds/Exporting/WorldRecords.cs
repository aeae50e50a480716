using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Iam.Documents;
using Daypass.Core.Mfa;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Exporting;

/// <summary>Makes a world's elements of entities: the other direction of <see cref="WorldEntities"/>.</summary>
internal sealed class WorldRecords(IDirectoryStore store, SecretEnvelope envelope, EntityArns arns, bool withSecrets)
{
    private const int MostKeys = 100;

    private readonly TrustPolicies _trusts = new(arns, new Core.Iam.IamQuotas());
    private readonly Dictionary<string, string> _groupNames = new(StringComparer.Ordinal);

    public static WorldOrganization Of(Organization organization) => new()
    {
        Id = organization.Id,
        ManagementAccount = organization.ManagementAccount,
        DelegatedAdministrators = Some(organization.DelegatedAdministrators),
        Features = Some(organization.Features),
        CreatedAt = organization.CreatedAt,
    };

    public async ValueTask<WorldAccount> Of(Account account, CancellationToken cancelled) => new()
    {
        Id = account.Id,
        Name = account.DisplayName.Length == 0 ? null : account.DisplayName,
        Alias = account.Alias,
        CreatedAt = account.CreatedAt,
        Closed = account.Closed ? true : null,
        Organization = account.OrganizationId,
        PasswordPolicy = account.PasswordPolicy,
        GlobalTokenVersion = account.GlobalTokenVersion == 1 ? null : account.GlobalTokenVersion,
        OutboundFederation = account.OutboundIssuer is { } issuer ? new WorldOutbound { Enabled = account.OutboundFederation, Issuer = issuer } : null,
        Partner = account is { Partner: true, PartnerName: { } partner }
            ? new WorldPartner { Name = partner, Channels = withSecrets ? [.. account.Channels.Select(channel => Of(channel, account.Id))] : null }
            : null,
        RootLogin = withSecrets ? account.RootLogin : null,
        RootAccessKeys = await Keys(account.Id, cancelled),
    };

    public static WorldPolicy Of(ManagedPolicy policy) => new()
    {
        Name = policy.Name,
        Path = Path(policy.Path),
        UniqueId = policy.Id,
        CreatedAt = policy.CreatedAt,
        UpdatedAt = policy.UpdatedAt,
        Description = policy.Description,
        Versions = [.. policy.Versions.Select(static version => new WorldVersion { Number = version.Number, Document = new PolicyText(version.Document), CreatedAt = version.CreatedAt })],
        DefaultVersion = policy.DefaultVersion,
        LastVersion = policy.LastVersion,
        Tags = Tags(policy.Tags),
    };

    public static WorldGroup Of(Group group) => new()
    {
        Name = group.Name,
        Path = Path(group.Path),
        UniqueId = group.Id,
        CreatedAt = group.CreatedAt,
        InlinePolicies = Inline(group.Grants),
        ManagedPolicies = Some(group.Grants.Attached),
    };

    public async ValueTask<WorldUser> Of(User user, CancellationToken cancelled)
    {
        var groups = new List<string>(user.Groups.Count);
        foreach (var id in user.Groups)
        {
            groups.Add(await GroupName(id, cancelled));
        }

        return new WorldUser
        {
            Name = user.Name,
            Path = Path(user.Path),
            UniqueId = user.Id,
            CreatedAt = user.CreatedAt,
            Groups = Some(groups),
            InlinePolicies = Inline(user.Grants),
            ManagedPolicies = Some(user.Grants.Attached),
            PermissionsBoundary = user.Grants.Boundary,
            Tags = Tags(user.Tags),
            AccessKeys = await Keys(user.Id, cancelled),
            Login = withSecrets ? user.Login : null,
        };
    }

    public async ValueTask<WorldRole> Of(Role role, CancellationToken cancelled) => new()
    {
        Name = role.Name,
        Path = Path(role.Path),
        UniqueId = role.Id,
        CreatedAt = role.CreatedAt,
        Description = role.Description,
        MaxSessionSeconds = role.MaxSessionSeconds,
        TrustPolicy = new PolicyText(await _trusts.Show(store, role.Trust, cancelled)),
        InlinePolicies = Inline(role.Grants),
        ManagedPolicies = Some(role.Grants.Attached),
        PermissionsBoundary = role.Grants.Boundary,
        LinkedService = role.LinkedService,
        Tags = Tags(role.Tags),
    };

    public async ValueTask<WorldInstanceProfile> Of(InstanceProfile profile, CancellationToken cancelled) => new()
    {
        Name = profile.Name,
        Path = Path(profile.Path),
        UniqueId = profile.Id,
        CreatedAt = profile.CreatedAt,
        Role = profile.RoleId is { } id ? (await store.FindById<Role>(id, cancelled))?.Name : null,
        Tags = Tags(profile.Tags),
    };

    public static WorldOidcProvider Of(OidcProvider provider) => new()
    {
        Url = "https://" + provider.Name,
        UniqueId = provider.Id,
        CreatedAt = provider.CreatedAt,
        ClientIds = Some(provider.ClientIds),
        Thumbprints = Some(provider.Thumbprints),
        Tags = Tags(provider.Tags),
    };

    public WorldSamlProvider Of(SamlProvider provider) => new()
    {
        Name = provider.Name,
        UniqueId = provider.Id,
        CreatedAt = provider.CreatedAt,
        UpdatedAt = provider.UpdatedAt,
        Metadata = provider.Metadata,
        RequiresEncryption = provider.RequiresEncryption ? true : null,
        PrivateKeys = withSecrets && provider.PrivateKeys.Count > 0
            ? [.. provider.PrivateKeys.Select(key => new WorldSamlKey { Id = key.Id, AddedAt = key.AddedAt, Pem = Encoding.UTF8.GetString(Open(EntityDirectory.SamlKeyPurpose, key.Id, key.SealedPem)) })]
            : null,
        Tags = Tags(provider.Tags),
    };

    public async ValueTask<WorldMfaDevice> Of(MfaDevice device, CancellationToken cancelled) => new()
    {
        Name = device.Name,
        Path = Path(device.Path),
        UniqueId = device.Id,
        Seed = Open(MfaVerifier.SeedPurpose, device.Id, device.SealedSeed),
        User = device.OwnerId is { } owner && owner != device.Account ? (await store.FindById<User>(owner, cancelled))?.Name : null,
        Root = device.OwnerId == device.Account ? true : null,
        EnabledAt = device.EnabledAt,
        DriftSteps = device.DriftSteps == 0 ? null : device.DriftSteps,
        Tags = Tags(device.Tags),
    };

    private async ValueTask<IReadOnlyList<WorldAccessKey>?> Keys(string owner, CancellationToken cancelled)
    {
        if (!withSecrets)
        {
            return null;
        }

        var keys = new List<WorldAccessKey>();
        foreach (var key in await store.Referrers<AccessKey>("", Relation.Owner, owner, "/", "", MostKeys, cancelled))
        {
            keys.Add(new WorldAccessKey
            {
                Id = key.Id,
                Secret = Encoding.UTF8.GetString(Open(EntityDirectory.AccessKeyPurpose, key.Id, key.SealedSecret)),
                Active = key.Active ? null : false,
                CreatedAt = key.CreatedAt,
            });
        }

        return Some(keys);
    }

    private WorldChannel Of(NotificationChannel channel, string account) => new()
    {
        Name = channel.Name,
        Url = channel.Url,
        Secret = Open(Core.Delegation.Partners.SecretPurpose, Core.Delegation.Partners.EntityOf(account, channel.Name), channel.SealedSecret),
    };

    private async ValueTask<string> GroupName(string id, CancellationToken cancelled)
    {
        if (!_groupNames.TryGetValue(id, out var name))
        {
            name = (await store.FindById<Group>(id, cancelled) ?? throw new InvalidDataException($"A user is in group {id}, which does not exist.")).Name;
            _groupNames.Add(id, name);
        }

        return name;
    }

    private byte[] Open(string purpose, string id, byte[] secret) => envelope.Open(purpose, id, secret)
        ?? throw new InvalidDataException($"The stored secret of {id} does not open under this server's master key.");

    private static string? Path(string path) => path == "/" ? null : path;

    private static IReadOnlyList<T>? Some<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;

    private static Dictionary<string, PolicyText>? Inline(Grants grants) =>
        grants.Inline.Count == 0 ? null : grants.Inline.ToDictionary(static policy => policy.Name, static policy => new PolicyText(policy.Document), StringComparer.Ordinal);

    private static Dictionary<string, string>? Tags(IReadOnlyList<EntityTag> tags) =>
        tags.Count == 0 ? null : tags.ToDictionary(static tag => tag.Key, static tag => tag.Value, StringComparer.Ordinal);
}
