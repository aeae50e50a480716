using System.Globalization;
using Daypass.Core.Delegation;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>Accounts: their own members, without what is in them.</summary>
internal sealed class AccountKind : WorldKind<WorldAccount, Account>
{
    private const int MostChannels = 10;

    public override async ValueTask<WorldAccount> ToElement(Account entity, ExportSource source, CancellationToken cancelled) => new()
    {
        Id = entity.Id,
        Name = entity.DisplayName.Length == 0 ? null : entity.DisplayName,
        Alias = entity.Alias,
        CreatedAt = entity.CreatedAt,
        Closed = entity.Closed ? true : null,
        Organization = entity.OrganizationId,
        OrganizationalUnit = entity.ParentId,
        ServiceControlPolicies = entity.Controls?.Service,
        ResourceControlPolicies = entity.Controls?.Resource,
        OrganizationTags = entity.OrganizationTags?.ToElement(),
        JoinedAt = entity.JoinedAt,
        MadeByOrganization = entity.MadeByOrganization ? true : null,
        Email = entity.Email,
        PasswordPolicy = entity.PasswordPolicy,
        GlobalTokenVersion = entity.GlobalTokenVersion == 1 ? null : entity.GlobalTokenVersion,
        OutboundFederation = entity.OutboundIssuer is { } issuer ? new WorldOutbound { Enabled = entity.OutboundFederation, Issuer = issuer } : null,
        Partner = entity is { Partner: true, PartnerName: { } partner }
            ? new WorldPartner
            {
                Name = partner,
                Channels = source.WithSecrets ? [.. entity.Channels.Select(channel => ToElement(channel, entity.Id, source))] : null,
            }
            : null,
        RootLogin = source.WithSecrets ? entity.RootLogin : null,
        RootAccessKeys = await source.AccessKeys(entity.Id, cancelled),
    };

    protected override string NameOf(WorldAccount element) => element.Id;

    protected override (string Member, IReadOnlyList<WorldAccessKey>? Keys) AccessKeysOf(WorldAccount element) => ("rootAccessKeys", element.RootAccessKeys);

    protected override void Check(WorldAccount element, ElementCheck check)
    {
        if (!AccountId.TryParse(element.Id, out _))
        {
            throw check.Error("id", $"'{element.Id}' is not an account id: 12 digits.");
        }

        if (element.Alias is { } alias)
        {
            if (AccountId.TryParse(alias, out _))
            {
                throw check.Error("alias", "twelve digits are an account id and no alias.");
            }

            check.Declarations.DeclareAlias(alias, element.Id, check.Location, check.OnlyCreate);
        }

        if (element.GlobalTokenVersion is { } version and not (1 or 2))
        {
            throw check.Error("globalTokenVersion", string.Create(CultureInfo.InvariantCulture, $"{version} is neither 1 nor 2."));
        }

        if (element.PasswordPolicy is { } policy)
        {
            CheckPasswordPolicy("minimumLength", policy.MinimumLength, nameof(UpdateAccountPasswordPolicyRequest.MinimumPasswordLength), check);
            CheckPasswordPolicy("maxAgeDays", policy.MaxAgeDays, nameof(UpdateAccountPasswordPolicyRequest.MaxPasswordAge), check);
            CheckPasswordPolicy("reusePrevention", policy.ReusePrevention, nameof(UpdateAccountPasswordPolicyRequest.PasswordReusePrevention), check);
        }

        if (element.Partner is { } partner)
        {
            CheckPartner(partner, check);
        }

        check.CheckTags(element.OrganizationTags, StringComparer.OrdinalIgnoreCase);
        if (element is { Organization: null } and not { OrganizationalUnit: null, ServiceControlPolicies: null, ResourceControlPolicies: null,
            OrganizationTags: null, JoinedAt: null, MadeByOrganization: null })
        {
            throw check.Error("organization", "an account that says how it is in an organisation has to name it.");
        }
    }

    protected override void Refer(WorldAccount element, ElementCheck check)
    {
        if (element.Organization is { } organization)
        {
            check.Refer(EntityKey.Create(EntityKind.Organization, "", organization), "organization", $"there is no organisation '{organization}'.");
            ControlMembers.Check(check, organization, element.ServiceControlPolicies, element.ResourceControlPolicies);
            if (element.OrganizationalUnit is { } unit && unit != Organization.RootOf(organization))
            {
                check.Refer(EntityKey.Create(EntityKind.OrganizationalUnit, organization, unit), "organizationalUnit", $"there is no unit '{unit}'.");
            }
        }
    }

    protected override Account ToEntity(WorldAccount element, string account, string id, Account? known, EntityBatch batch)
    {
        // What the file does not say stays, and what files know nothing of, too: it may protect the account.
        var basis = known ?? new Account { Id = element.Id, CreatedAt = batch.Now };
        var place = element.Organization is { } given && given != basis.OrganizationId ? basis.WithoutOrganization() : basis;
        return place with
        {
            CreatedAt = element.CreatedAt ?? basis.CreatedAt,
            DisplayName = element.Name ?? basis.DisplayName,
            Closed = element.Closed ?? basis.Closed,
            Alias = element.Alias ?? basis.Alias,
            PasswordPolicy = element.PasswordPolicy ?? basis.PasswordPolicy,
            GlobalTokenVersion = element.GlobalTokenVersion ?? basis.GlobalTokenVersion,
            OutboundIssuer = element.OutboundFederation?.Issuer ?? basis.OutboundIssuer,
            OutboundFederation = element.OutboundFederation?.Enabled ?? basis.OutboundFederation,
            OrganizationId = element.Organization ?? basis.OrganizationId,
            ParentId = element.OrganizationalUnit is { } unit ? (unit == Organization.RootOf(element.Organization!) ? null : unit) : place.ParentId,
            Controls = ControlMembers.ToEntity(element.ServiceControlPolicies, element.ResourceControlPolicies, place.Controls),
            OrganizationTags = element.OrganizationTags?.ToEntity() ?? place.OrganizationTags,
            JoinedAt = element.JoinedAt ?? place.JoinedAt,
            MadeByOrganization = element.MadeByOrganization ?? place.MadeByOrganization,
            Email = element.Email ?? basis.Email,
            RootLogin = element.RootLogin ?? basis.RootLogin,
            Partner = basis.Partner || element.Partner is not null,
            PartnerName = element.Partner?.Name ?? basis.PartnerName,
            Channels = element.Partner?.Channels is { } channels
                ? [.. channels.Select(channel => ToEntity(channel, id, basis.Channels, batch))]
                : basis.Channels,
        };
    }

    private static void CheckPasswordPolicy(string member, int? value, string limit, ElementCheck check)
    {
        var described = UpdateAccountPasswordPolicyRequest.InputMembers.Single(described => described.Name == limit);
        if (value is { } number && LimitCheck.Validate(number, described) is { } sentence)
        {
            throw check.Error($"passwordPolicy.{member}", sentence);
        }
    }

    private static void CheckPartner(WorldPartner partner, ElementCheck check)
    {
        if (partner.Name.Length is 0 or > Partners.LongestName || partner.Channels?.Count > MostChannels)
        {
            throw check.Error("partner", $"a partner's name has 1 to {Partners.LongestName} characters, and it has at most {MostChannels} channels.");
        }

        for (var i = 0; i < (partner.Channels?.Count ?? 0); i++)
        {
            if (!Uri.TryCreate(partner.Channels![i].Url, UriKind.Absolute, out var url)
                || (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            {
                throw check.Error($"partner.channels[{i}].url", "a webhook is an https URL; only on this machine may it be http.");
            }
        }
    }

    private static NotificationChannel ToEntity(WorldChannel channel, string account, IReadOnlyList<NotificationChannel> known, EntityBatch batch)
    {
        var (entity, stored) = (Partners.EntityOf(account, channel.Name), known.FirstOrDefault(other => other.Name == channel.Name)?.SealedSecret);
        return new NotificationChannel(channel.Name, channel.Url, batch.Seal(Partners.SecretPurpose, entity, channel.Secret, stored));
    }

    private static WorldChannel ToElement(NotificationChannel channel, string account, ExportSource source) => new()
    {
        Name = channel.Name,
        Url = channel.Url,
        Secret = source.Open(Partners.SecretPurpose, Partners.EntityOf(account, channel.Name), channel.SealedSecret),
    };
}
