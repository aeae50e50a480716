using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Mfa;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Policy.TrustPolicies;
using Daypass.Protocol;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Applying;

/// <summary>Makes entities of a world's elements. What an element does not say has its default, but credentials that are not given stay as they are.</summary>
/// <param name="envelope">Encrypts secrets.</param>
/// <param name="now">When entities are made that say nothing of it.</param>
/// <param name="idOf">The unique id of something an element refers to.</param>
internal sealed class WorldEntities(SecretEnvelope envelope, DateTimeOffset now, Func<EntityKey, string> idOf)
{
    private const int MostVersions = 5;

    public static Organization Of(WorldOrganization organization, Organization? known, DateTimeOffset now) => new()
    {
        Id = organization.Id,
        ManagementAccount = organization.ManagementAccount,
        DelegatedAdministrators = organization.DelegatedAdministrators ?? [],
        Features = organization.Features ?? [],
        CreatedAt = organization.CreatedAt ?? known?.CreatedAt ?? now,
        Version = known?.Version ?? 1,
    };

    public Account Of(WorldAccount account, Account? known) => new()
    {
        Id = account.Id,
        DisplayName = account.Name ?? "",
        CreatedAt = account.CreatedAt ?? known?.CreatedAt ?? now,
        Closed = account.Closed ?? false,
        Alias = account.Alias,
        PasswordPolicy = account.PasswordPolicy,
        GlobalTokenVersion = account.GlobalTokenVersion ?? 1,
        OutboundIssuer = account.OutboundFederation?.Issuer ?? known?.OutboundIssuer,
        OutboundFederation = account.OutboundFederation?.Enabled ?? false,
        OrganizationId = account.Organization,
        RootLogin = account.RootLogin ?? known?.RootLogin,
        Partner = account.Partner is not null,
        PartnerName = account.Partner?.Name,
        Channels = account.Partner is null ? [] : Channels(account, known?.Channels ?? []),
        Version = known?.Version ?? 1,
    };

    public ManagedPolicy Of(WorldPolicy policy, string account, string id, ManagedPolicy? known)
    {
        var made = new ManagedPolicy
        {
            Account = account,
            Name = policy.Name,
            Id = id,
            Path = policy.Path ?? "/",
            CreatedAt = policy.CreatedAt ?? known?.CreatedAt ?? now,
            UpdatedAt = policy.UpdatedAt ?? known?.UpdatedAt ?? now,
            Description = policy.Description,
            Versions = known?.Versions ?? [],
            DefaultVersion = known?.DefaultVersion ?? 1,
            LastVersion = known?.LastVersion ?? 1,
            Imported = account == EntityArns.SharedAccount,
            Tags = Tags(policy.Tags),
            Version = known?.Version ?? 1,
        };
        if (policy.Versions is { } versions)
        {
            return made with
            {
                Versions = [.. versions.Select(version => new PolicyVersion(version.Number, version.Document.Text, version.CreatedAt ?? CreatedAt(known, version.Number)))],
                DefaultVersion = policy.DefaultVersion ?? versions[^1].Number,
                LastVersion = policy.LastVersion ?? versions[^1].Number,
            };
        }

        var text = policy.Document!.Text;
        if (known is null)
        {
            return made with { Versions = [new PolicyVersion(1, text, now)] };
        }

        if (known.Versions.First(version => version.Number == known.DefaultVersion).Document == text)
        {
            return made;
        }

        var next = known.LastVersion + 1;
        var kept = known.Versions.Skip(Math.Max(0, known.Versions.Count - (MostVersions - 1)));
        return made with { Versions = [.. kept, new PolicyVersion(next, text, now)], DefaultVersion = next, LastVersion = next, UpdatedAt = now };
    }

    public Group Of(WorldGroup group, string account, string id, Group? known) => new()
    {
        Account = account,
        Name = group.Name,
        Id = id,
        Path = group.Path ?? "/",
        CreatedAt = group.CreatedAt ?? known?.CreatedAt ?? now,
        Grants = GrantsOf(group, null),
        Version = known?.Version ?? 1,
    };

    public User Of(WorldUser user, string account, string id, User? known) => new()
    {
        Account = account,
        Name = user.Name,
        Id = id,
        Path = user.Path ?? "/",
        CreatedAt = user.CreatedAt ?? known?.CreatedAt ?? now,
        Tags = Tags(user.Tags),
        Grants = GrantsOf(user, user.PermissionsBoundary),
        Groups = user.Groups is null ? [] : [.. user.Groups.Select(name => idOf(EntityKey.Of(EntityKind.Group, account, name)))],
        Login = user.Login ?? known?.Login,
        Version = known?.Version ?? 1,
    };

    public Role Of(WorldRole role, string account, string id, Role? known, bool keepsTrust) => new()
    {
        Account = account,
        Name = role.Name,
        Id = id,
        Path = role.Path ?? "/",
        CreatedAt = role.CreatedAt ?? known?.CreatedAt ?? now,
        Trust = keepsTrust ? known!.Trust : Trust(role.TrustPolicy.Text),
        Description = role.Description,
        MaxSessionSeconds = role.MaxSessionSeconds ?? 3600,
        LinkedService = role.LinkedService,
        Tags = Tags(role.Tags),
        Grants = GrantsOf(role, role.PermissionsBoundary),
        Version = known?.Version ?? 1,
    };

    public InstanceProfile Of(WorldInstanceProfile profile, string account, string id, InstanceProfile? known) => new()
    {
        Account = account,
        Name = profile.Name,
        Id = id,
        Path = profile.Path ?? "/",
        CreatedAt = profile.CreatedAt ?? known?.CreatedAt ?? now,
        RoleId = profile.Role is null ? null : idOf(EntityKey.Of(EntityKind.Role, account, profile.Role)),
        Tags = Tags(profile.Tags),
        Version = known?.Version ?? 1,
    };

    public OidcProvider Of(WorldOidcProvider provider, string account, string id, OidcProvider? known) => new()
    {
        Account = account,
        Name = provider.Url["https://".Length..],
        Id = id,
        CreatedAt = provider.CreatedAt ?? known?.CreatedAt ?? now,
        ClientIds = provider.ClientIds is null ? [] : [.. provider.ClientIds.Distinct(StringComparer.Ordinal)],
        Thumbprints = provider.Thumbprints is null ? [] : [.. provider.Thumbprints.Select(static thumbprint => thumbprint.ToLowerInvariant())],
        Tags = Tags(provider.Tags),
        Version = known?.Version ?? 1,
    };

    public SamlProvider Of(WorldSamlProvider provider, string account, string id, SamlProvider? known) => new()
    {
        Account = account,
        Name = provider.Name,
        Id = id,
        CreatedAt = provider.CreatedAt ?? known?.CreatedAt ?? now,
        UpdatedAt = provider.UpdatedAt ?? (known is not null && known.Metadata == provider.Metadata ? known.UpdatedAt : now),
        Metadata = provider.Metadata,
        RequiresEncryption = provider.RequiresEncryption ?? false,
        PrivateKeys = provider.PrivateKeys is null ? known?.PrivateKeys ?? [] : [.. provider.PrivateKeys.Select(key => Key(key, known?.PrivateKeys ?? []))],
        Tags = Tags(provider.Tags),
        Version = known?.Version ?? 1,
    };

    public MfaDevice Of(WorldMfaDevice device, string account, string id, MfaDevice? known)
    {
        var owner = device.Root == true ? account : device.User is null ? null : idOf(EntityKey.Of(EntityKind.User, account, device.User));
        return new MfaDevice
        {
            Account = account,
            Name = device.Name,
            Id = id,
            Path = device.Path ?? "/",
            SealedSeed = Seal(MfaVerifier.SeedPurpose, id, device.Seed, known?.SealedSeed),
            OwnerId = owner,
            EnabledAt = owner is null ? null : device.EnabledAt ?? known?.EnabledAt ?? now,
            DriftSteps = device.DriftSteps ?? known?.DriftSteps ?? 0,
            Tags = Tags(device.Tags),
            Version = known?.Version ?? 1,
        };
    }

    public AccessKey Of(WorldAccessKey key, string account, string? userId, AccessKey? known) => new()
    {
        Id = key.Id!,
        OwnerAccount = account,
        UserId = userId,
        Active = key.Active ?? true,
        CreatedAt = key.CreatedAt ?? known?.CreatedAt ?? now,
        SealedSecret = Seal(EntityDirectory.AccessKeyPurpose, key.Id!, Encoding.UTF8.GetBytes(key.Secret!), known?.SealedSecret),
        Version = known?.Version ?? 1,
    };

    /// <summary>A unique id for something new.</summary>
    public static string NewId(EntityKind kind, string account) => kind switch
    {
        EntityKind.User => UniqueId.New(UniqueIdKind.User, AccountId.Parse(account)),
        EntityKind.Role => UniqueId.New(UniqueIdKind.Role, AccountId.Parse(account)),
        EntityKind.Group => UniqueId.New(UniqueIdKind.Group, AccountId.Parse(account)),
        EntityKind.InstanceProfile => UniqueId.New(UniqueIdKind.InstanceProfile, AccountId.Parse(account)),
        EntityKind.ManagedPolicy => UniqueId.New(UniqueIdKind.ManagedPolicy, account == EntityArns.SharedAccount ? default : AccountId.Parse(account)),
        EntityKind.OidcProvider => ProviderIds.New("OIDCP"),
        EntityKind.SamlProvider => ProviderIds.New("SAMLSP"),
        EntityKind.MfaDevice => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The users and roles a trust policy names.</summary>
    public static IEnumerable<(string Arn, EntityKey Key)> Principals(string document)
    {
        foreach (var principal in TrustPolicyText.AwsPrincipals(document))
        {
            if (principal.IsUserOrRole)
            {
                var arn = Arn.Parse(principal.Value);
                var kind = arn.ResourceType.SequenceEqual("user") ? EntityKind.User : EntityKind.Role;
                yield return (principal.Value, EntityKey.Of(kind, arn.Account.ToString(), arn.ResourceName.ToString()));
            }
        }
    }

    private TrustPolicy Trust(string document)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (arn, key) in Principals(document))
        {
            ids.TryAdd(arn, idOf(key));
        }

        return new TrustPolicy { Document = document, PrincipalIds = ids };
    }

    private static Grants GrantsOf(IWorldGrantee holder, string? boundary) => new()
    {
        Inline = holder.InlinePolicies is null ? [] : [.. holder.InlinePolicies.Select(static policy => new InlinePolicy(policy.Key, policy.Value.Text)).OrderBy(static policy => EntityKey.Fold(policy.Name), StringComparer.Ordinal)],
        Attached = holder.ManagedPolicies ?? [],
        Boundary = boundary,
    };

    private static EntityTag[] Tags(IReadOnlyDictionary<string, string>? tags) =>
        tags is null ? [] : [.. tags.Select(static tag => new EntityTag(tag.Key, tag.Value))];

    private DateTimeOffset CreatedAt(ManagedPolicy? known, int number) => known?.Versions.FirstOrDefault(version => version.Number == number)?.CreatedAt ?? now;

    private List<NotificationChannel> Channels(WorldAccount account, IReadOnlyList<NotificationChannel> known) => account.Partner!.Channels is not { } channels
        ? [.. known]
        : [.. channels.Select(channel => new NotificationChannel(
            channel.Name, channel.Url,
            Seal(Core.Delegation.Partners.SecretPurpose, Core.Delegation.Partners.EntityOf(account.Id, channel.Name), channel.Secret, known.FirstOrDefault(other => other.Name == channel.Name)?.SealedSecret)))];

    private SamlProviderKey Key(WorldSamlKey key, IReadOnlyList<SamlProviderKey> known)
    {
        var id = key.Id ?? ProviderIds.New("SAMLPK");
        var there = known.FirstOrDefault(other => other.Id == id);
        return new SamlProviderKey(id, key.AddedAt ?? there?.AddedAt ?? now, Seal(EntityDirectory.SamlKeyPurpose, id, Encoding.UTF8.GetBytes(key.Pem), there?.SealedPem));
    }

    // A secret that is stored already is not encrypted anew, so that an entity that did not change is not written.
    private byte[] Seal(string purpose, string id, byte[] secret, byte[]? stored) =>
        stored is not null && envelope.Open(purpose, id, stored) is { } opened && CryptographicOperations.FixedTimeEquals(opened, secret) ? stored : envelope.Seal(purpose, id, secret);
}
