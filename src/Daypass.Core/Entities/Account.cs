using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An account: the border inside which names are unique and whose root may do everything.</summary>
public sealed record Account : IEntity<Account>
{
    /// <summary>The 12-digit account id.</summary>
    public required string Id { get; init; }

    /// <summary>What the operator calls it.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>A closed account's credentials are refused.</summary>
    public bool Closed { get; init; }

    /// <summary>The sign-in alias, unique over all accounts, or null.</summary>
    public string? Alias { get; init; }

    /// <summary>The password policy, or null for the default one.</summary>
    public PasswordPolicy? PasswordPolicy { get; init; }

    /// <summary>The GlobalEndpointTokenVersion preference, 1 or 2; kept for clients that read it back.</summary>
    public int GlobalTokenVersion { get; init; } = 1;

    /// <summary>The issuer's path segment while outbound web identity federation is on or was on, else null.</summary>
    public string? OutboundIssuer { get; init; }

    /// <summary>Whether the account's principals may ask for outbound web identity tokens.</summary>
    public bool OutboundFederation { get; init; }

    /// <summary>The organisation the account is a member of, or null.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The unit it is below; null is the root.</summary>
    public string? ParentId { get; init; }

    /// <summary>The control policies attached to it; null for AWS's alone.</summary>
    public AttachedControls? Controls { get; init => field = value is { IsDefault: true } ? null : value; }

    /// <summary>The tags it has in its organisation; null for none.</summary>
    public IReadOnlyList<EntityTag>? OrganizationTags { get; init => field = value is { Count: 0 } ? null : value; }

    /// <summary>When it became a member of its organisation; null where that was not kept.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>Whether its organisation made it; else it joined.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MadeByOrganization { get; init; }

    /// <summary>The account whose organisation made it, or made the account whose organisation made it, and so on; kept when it leaves. Null where no
    /// organisation did.</summary>
    public string? Ancestor { get; init; }

    /// <summary>The e-mail address of its owner, unique over all accounts, or null where none was given.</summary>
    public string? Email { get; init; }

    /// <summary>The password of the root user as a hash, or null.</summary>
    public LoginProfile? RootLogin { get; init; }

    /// <summary>Whether the operator registered the account as a partner that may create delegation requests.</summary>
    public bool Partner { get; init; }

    /// <summary>How a partner is called towards those it asks, at most 30 characters.</summary>
    public string? PartnerName { get; init; }

    /// <summary>Where a partner is told about its delegation requests.</summary>
    public IReadOnlyList<NotificationChannel> Channels { get; init; } = [];

    /// <summary>Whether IAM Role Manager is switched on; kept for clients that read it back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RoleManager { get; init; }

    /// <summary>Sessions of the account, and those that began with its keys elsewhere, are refused when they were issued before this instant; null when
    /// that was never asked for.</summary>
    public DateTimeOffset? SessionsFrom { get; init; }

    /// <summary>The sessions, keys and roles whose sessions the operator ended; null for none.</summary>
    public IReadOnlyList<EndedSessions>? Ended { get; init => field = value is { Count: 0 } ? null : value; }

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public Account AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.Account;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<Account> Json => EntityJson.Default.Account;

    // Kept side by side, so that all of them can be listed.
    [JsonIgnore] string IEntity<Account>.Account => "";

    [JsonIgnore] string IEntity<Account>.Name => Id;

    [JsonIgnore] string IEntity<Account>.Path => "/";

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References()
    {
        var references = new List<EntityReference>();
        if (Email is not null)
        {
            references.Add(new EntityReference(Relation.Named, NameKey.OfEmail(Email)));
        }

        if (Ancestor is not null)
        {
            references.Add(new EntityReference(Relation.Descendant, Ancestor));
        }

        if (OrganizationId is not null)
        {
            references.Add(new EntityReference(Relation.MemberAccount, OrganizationId));
            if (ParentId is not null)
            {
                references.Add(new EntityReference(Relation.Below, ParentId));
            }

            references.AddRange((Controls ?? AttachedControls.Default).References());
        }

        return references;
    }

    /// <summary>The root or unit the account is below in its organisation.</summary>
    public string ParentIn(string organizationId) => ParentId ?? Organization.RootOf(organizationId);

    /// <summary>The same account in no organisation: what it had of one is gone.</summary>
    public Account WithoutOrganization() => this with
    {
        OrganizationId = null,
        ParentId = null,
        Controls = null,
        OrganizationTags = null,
        JoinedAt = null,
        MadeByOrganization = false,
    };
}

/// <summary>A webhook that the operator registered for a partner.</summary>
/// <param name="Name">How delegation requests name it.</param>
/// <param name="Url">Where notices are posted.</param>
/// <param name="SealedSecret">What they are signed with, under the master key.</param>
public sealed record NotificationChannel(string Name, string Url, byte[] SealedSecret);

/// <summary>What an account asks of its users' passwords.</summary>
public sealed record PasswordPolicy
{
    /// <summary>6 to 128 characters.</summary>
    public int MinimumLength { get; init; } = 6;

    /// <summary>At least one of <c>! @ # $ % ^ &amp; * ( ) _ + - = [ ] { } | '</c>.</summary>
    public bool RequireSymbols { get; init; }

    /// <summary>At least one digit.</summary>
    public bool RequireNumbers { get; init; }

    /// <summary>At least one of A to Z.</summary>
    public bool RequireUppercase { get; init; }

    /// <summary>At least one of a to z.</summary>
    public bool RequireLowercase { get; init; }

    /// <summary>Whether users may change their own password.</summary>
    public bool UsersMayChange { get; init; }

    /// <summary>Days until a password expires, 1 to 1095, or null for never.</summary>
    public int? MaxAgeDays { get; init; }

    /// <summary>How many former passwords are refused, 1 to 24, or null for none.</summary>
    public int? ReusePrevention { get; init; }

    /// <summary>Whether an expired password can only be replaced by an administrator.</summary>
    public bool? HardExpiry { get; init; }
}

/// <summary>A console password.</summary>
public sealed record LoginProfile
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the password was last set.</summary>
    public required DateTimeOffset PasswordChangedAt { get; init; }

    /// <summary>Whether the next sign-in must choose another one.</summary>
    public bool ResetRequired { get; init; }

    /// <summary>The hash with its algorithm, cost and salt.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>Hashes of former passwords, newest first, as many as the reuse rule needs.</summary>
    public IReadOnlyList<string> FormerHashes { get; init; } = [];
}
