using System.Globalization;
using Daypass.Core.Identity;
using Daypass.Core.Stores;
using Daypass.Policy.TrustPolicies;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;
using static Daypass.Worlds.Checking.WorldDeclarations;

namespace Daypass.Worlds.Checking;

/// <summary>Checks one element after another by the rules and notes what it declares and refers to.</summary>
internal sealed class WorldInspection(WorldSetting setting, FederatedIdentity? federation)
{
    private const int MostChannels = 10;
    private static readonly System.Buffers.SearchValues<char> OrganizationCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private readonly WorldRules _rules = new(setting);

    public WorldDeclarations Declarations { get; } = new();

    /// <summary>Looks at an element of an account (the shared one's for shared policies, empty for what is no account's).</summary>
    public void See(object element, string account, WorldPlace place)
    {
        LimitCheck.Check(element, WorldJson.Default.GetTypeInfo(element.GetType())!, place);
        switch (element)
        {
            case WorldOrganization organization:
                See(organization, place);
                break;
            case WorldAccount own:
                See(own, place);
                break;
            case WorldPolicy policy:
                See(policy, account, place);
                break;
            case WorldGroup group:
                WorldRules.UniqueIdOf(place, group.UniqueId, UniqueIdKind.Group);
                Holder(place, EntityKind.Group, account, group, setting.Quotas.AttachedPoliciesPerGroup, null);
                Declare(EntityKind.Group, account, group.Path, group.Name, group.UniqueId, place);
                break;
            case WorldUser user:
                See(user, account, place);
                break;
            case WorldRole role:
                See(role, account, place);
                break;
            case WorldInstanceProfile profile:
                WorldRules.UniqueIdOf(place, profile.UniqueId, UniqueIdKind.InstanceProfile);
                _rules.Tags(place, profile.Tags);
                Declare(EntityKind.InstanceProfile, account, profile.Path, profile.Name, profile.UniqueId, place);
                if (profile.Role is { } held)
                {
                    Refer(EntityKind.Role, account, held, null, place, "role", $"there is no role '{held}'.");
                }

                break;
            case WorldOidcProvider provider:
                See(provider, account, place);
                break;
            case WorldSamlProvider provider:
                See(provider, account, place);
                break;
            case WorldMfaDevice device:
                See(device, account, place);
                break;
            default:
                throw new InvalidOperationException($"{element.GetType()} is no element of a world.");
        }
    }

    private void See(WorldOrganization organization, WorldPlace place)
    {
        if (organization.Id.Length != 12 || !organization.Id.StartsWith("o-", StringComparison.Ordinal) || organization.Id.AsSpan(2).ContainsAnyExcept(OrganizationCharacters))
        {
            throw place.Fault("id", $"'{organization.Id}' is not the id of an organisation: o- and ten small letters and digits.");
        }

        for (var i = 0; i < (organization.Features?.Count ?? 0); i++)
        {
            if (organization.Features![i] is not (Core.Accounts.RootFeature.CredentialsManagement or Core.Accounts.RootFeature.Sessions))
            {
                throw place.Fault($"features[{i}]", $"'{organization.Features[i]}' is no feature: RootCredentialsManagement and RootSessions are.");
            }
        }

        Declare(EntityKind.Organization, "", null, organization.Id, null, place);
        Refer(EntityKind.Account, "", organization.ManagementAccount, null, place, "managementAccount", $"there is no account '{organization.ManagementAccount}'.");
        for (var i = 0; i < (organization.DelegatedAdministrators?.Count ?? 0); i++)
        {
            var administrator = organization.DelegatedAdministrators![i];
            Refer(EntityKind.Account, "", administrator, null, place, $"delegatedAdministrators[{i}]", $"there is no account '{administrator}'.");
        }
    }

    private void See(WorldAccount account, WorldPlace place)
    {
        if (!AccountId.TryParse(account.Id, out _))
        {
            throw place.Fault("id", $"'{account.Id}' is not an account id: 12 digits.");
        }

        if (AccountId.TryParse(account.Alias, out _))
        {
            throw place.Fault("alias", "twelve digits are an account id and no alias.");
        }

        if (account.Alias is { } given)
        {
            Declarations.Alias(given, account.Id, place);
        }

        if (account.GlobalTokenVersion is { } version and not (1 or 2))
        {
            throw place.Fault("globalTokenVersion", string.Create(CultureInfo.InvariantCulture, $"{version} is neither 1 nor 2."));
        }

        if (account.PasswordPolicy is { } policy)
        {
            PasswordPolicy("minimumLength", policy.MinimumLength, nameof(UpdateAccountPasswordPolicyRequest.MinimumPasswordLength), place);
            PasswordPolicy("maxAgeDays", policy.MaxAgeDays, nameof(UpdateAccountPasswordPolicyRequest.MaxPasswordAge), place);
            PasswordPolicy("reusePrevention", policy.ReusePrevention, nameof(UpdateAccountPasswordPolicyRequest.PasswordReusePrevention), place);
        }

        if (account.Partner is { } partner && (partner.Name.Length is 0 or > Core.Delegation.Partners.LongestName || (partner.Channels?.Count ?? 0) > MostChannels))
        {
            throw place.Fault("partner", $"a partner's name has 1 to {Core.Delegation.Partners.LongestName} characters, and it has at most {MostChannels} channels.");
        }

        for (var i = 0; i < (account.Partner?.Channels?.Count ?? 0); i++)
        {
            var channel = account.Partner!.Channels![i];
            if (!Uri.TryCreate(channel.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            {
                throw place.Fault($"partner.channels[{i}].url", "a webhook is an https URL; only on this machine may it be http.");
            }
        }

        Declare(EntityKind.Account, "", null, account.Id, null, place);
        Keys(place, "rootAccessKeys", account.RootAccessKeys);
        if (account.Organization is { } organization)
        {
            Refer(EntityKind.Organization, "", organization, null, place, "organization", $"there is no organisation '{organization}'.");
        }
    }

    private void See(WorldPolicy policy, string account, WorldPlace place)
    {
        WorldRules.UniqueIdOf(place, policy.UniqueId, UniqueIdKind.ManagedPolicy);
        _rules.Tags(place, policy.Tags);
        var isShared = account == Core.Directory.EntityArns.SharedAccount;
        if (policy is { Document: { } document, Versions: null, DefaultVersion: null, LastVersion: null })
        {
            _rules.Managed(place, "document", document, isShared);
        }
        else if (policy is { Document: null, Versions.Count: > 0 })
        {
            Versions(policy, place, isShared);
        }
        else
        {
            throw place.Fault("", "a policy has either a document, or versions (with defaultVersion and lastVersion).");
        }

        Declare(EntityKind.ManagedPolicy, account, policy.Path, policy.Name, policy.UniqueId, place);
    }

    private void Versions(WorldPolicy policy, WorldPlace place, bool isShared)
    {
        var versions = policy.Versions!;
        if (versions.Count > setting.Quotas.VersionsPerPolicy)
        {
            throw place.Fault("versions", $"there are at most {setting.Quotas.VersionsPerPolicy} versions.");
        }

        for (var i = 0; i < versions.Count; i++)
        {
            if (versions[i].Number < (i == 0 ? 1 : versions[i - 1].Number + 1))
            {
                throw place.Fault($"versions[{i}].number", "versions are numbered from 1 upwards, oldest first.");
            }

            _rules.Managed(place, $"versions[{i}].document", versions[i].Document, isShared);
        }

        if (policy.DefaultVersion is { } number && versions.All(version => version.Number != number))
        {
            throw place.Fault("defaultVersion", string.Create(CultureInfo.InvariantCulture, $"there is no version {number}."));
        }

        if (policy.LastVersion < versions[^1].Number)
        {
            throw place.Fault("lastVersion", "a version of a higher number is listed.");
        }
    }

    private void See(WorldUser user, string account, WorldPlace place)
    {
        WorldRules.UniqueIdOf(place, user.UniqueId, UniqueIdKind.User);
        _rules.Tags(place, user.Tags);
        Holder(place, EntityKind.User, account, user, setting.Quotas.AttachedPoliciesPerUser, user.PermissionsBoundary);
        Declare(EntityKind.User, account, user.Path, user.Name, user.UniqueId, place);
        Keys(place, "accessKeys", user.AccessKeys);
        if (user.Groups is { } groups)
        {
            if (groups.Count > setting.Quotas.GroupsPerUser || groups.Distinct(StringComparer.OrdinalIgnoreCase).Count() != groups.Count)
            {
                throw place.Fault("groups", $"a user is in at most {setting.Quotas.GroupsPerUser} groups, and in none of them twice.");
            }

            for (var i = 0; i < groups.Count; i++)
            {
                Refer(EntityKind.Group, account, groups[i], null, place, $"groups[{i}]", $"there is no group '{groups[i]}'.");
            }
        }
    }

    private void See(WorldRole role, string account, WorldPlace place)
    {
        WorldRules.UniqueIdOf(place, role.UniqueId, UniqueIdKind.Role);
        _rules.Tags(place, role.Tags);
        if (role.LinkedService is null && role.Path?.StartsWith(Core.Entities.Role.LinkedPath, StringComparison.Ordinal) == true)
        {
            throw place.Fault("path", $"paths that begin with {Core.Entities.Role.LinkedPath} are for service-linked roles.");
        }

        _rules.Trust(place, role.TrustPolicy, account);
        Holder(place, EntityKind.Role, account, role, setting.Quotas.AttachedPoliciesPerRole, role.PermissionsBoundary);
        Declare(EntityKind.Role, account, role.Path, role.Name, role.UniqueId, place);
        foreach (var principal in TrustPolicyText.AwsPrincipals(role.TrustPolicy.Text))
        {
            if (principal.IsUserOrRole)
            {
                var arn = Arn.Parse(principal.Value);
                var kind = arn.ResourceType.SequenceEqual("user") ? EntityKind.User : EntityKind.Role;
                Refer(kind, arn.Account.ToString(), arn.ResourceName.ToString(), principal.Value, place, "trustPolicy", principal.Unknown().Message);
            }
        }
    }

    private void See(WorldOidcProvider provider, string account, WorldPlace place)
    {
        if (!provider.Url.StartsWith("https://", StringComparison.Ordinal) || provider.Url.Length == "https://".Length)
        {
            throw place.Fault("url", "an issuer begins with https://.");
        }

        WorldRules.Refuse(place, "url", federation?.WebIdentities.CheckUrl(provider.Url).Error);
        if (provider.ClientIds?.Count > Core.Entities.OidcProvider.MostClientIds || provider.Thumbprints?.Count > Core.Entities.OidcProvider.MostThumbprints)
        {
            throw place.Fault("", "a provider has at most 100 client ids and five thumbprints.");
        }

        _rules.Tags(place, provider.Tags);
        Declare(EntityKind.OidcProvider, account, null, provider.Url["https://".Length..], provider.UniqueId, place);
    }

    private void See(WorldSamlProvider provider, string account, WorldPlace place)
    {
        WorldRules.Refuse(place, "metadata", federation?.Saml.RefuseMetadata(provider.Metadata));
        for (var i = 0; i < (provider.PrivateKeys?.Count ?? 0); i++)
        {
            if (i >= Core.Entities.SamlProvider.MostPrivateKeys || federation?.Saml.IsPrivateKey(provider.PrivateKeys![i].Pem) == false)
            {
                throw place.Fault($"privateKeys[{i}]", "a provider has at most two private keys, each a PEM.");
            }
        }

        _rules.Tags(place, provider.Tags);
        Declare(EntityKind.SamlProvider, account, null, provider.Name, provider.UniqueId, place);
    }

    private void See(WorldMfaDevice device, string account, WorldPlace place)
    {
        if (device.Name.Length > Core.Entities.MfaDevice.LongestName)
        {
            throw place.Fault("name", $"the name of a virtual MFA device has at most {Core.Entities.MfaDevice.LongestName} characters.");
        }

        _rules.Tags(place, device.Tags);
        if (device.Seed.Length is < 16 or > 128 || (device.Root == true && device.User is not null))
        {
            throw place.Fault("", "a seed has 16 to 128 bytes, and a device is a user's, root's or nobody's.");
        }

        Declare(EntityKind.MfaDevice, account, device.Path, device.Name, device.UniqueId, place);
        if (WorldKeys.OwnerOf(device, account) is { } owner && Declarations.Device(owner) > setting.Quotas.MfaDevicesPerUser)
        {
            throw place.Fault(device.Root == true ? "root" : "user", $"there are at most {setting.Quotas.MfaDevicesPerUser} MFA devices of a user or of root.");
        }

        if (device.User is { } user)
        {
            Refer(EntityKind.User, account, user, null, place, "user", $"there is no user '{user}'.");
        }
    }

    private static void PasswordPolicy(string member, int? value, string limit, WorldPlace place)
    {
        if (value is { } number && LimitCheck.Refuse(number, UpdateAccountPasswordPolicyRequest.Operation.Input.Single(described => described.Name == limit)) is { } sentence)
        {
            throw place.Fault($"passwordPolicy.{member}", sentence);
        }
    }

    private void Holder(WorldPlace place, EntityKind kind, string account, IWorldGrantee holder, int mostAttached, string? boundary)
    {
        _rules.Policies(place, kind, holder, mostAttached);
        for (var i = 0; i < (holder.ManagedPolicies?.Count ?? 0); i++)
        {
            Policy(holder.ManagedPolicies![i], account, place, $"managedPolicies[{i}]");
        }

        if (boundary is not null)
        {
            Policy(boundary, account, place, "permissionsBoundary");
        }
    }

    private void Policy(string text, string account, WorldPlace place, string member)
    {
        if (!Arn.TryParse(text, out var arn) || !arn.ResourceType.SequenceEqual("policy") || !arn.Service.SequenceEqual("iam")
            || !(arn.Account.SequenceEqual(account) || arn.Account.SequenceEqual(Core.Directory.EntityArns.SharedAccount)))
        {
            throw place.Fault(member, $"'{text}' is not the ARN of a policy of this account or of every account.");
        }

        Refer(EntityKind.ManagedPolicy, arn.Account.ToString(), arn.ResourceName.ToString(), text, place, member, $"Policy {text} does not exist or is not attachable.");
    }

    private void Keys(WorldPlace place, string member, IReadOnlyList<WorldAccessKey>? keys)
    {
        _rules.AccessKeys(place, member, keys);
        for (var i = 0; i < (keys?.Count ?? 0); i++)
        {
            if (keys![i].Id is { } id)
            {
                Declarations.Declare(EntityKey.Of(EntityKind.AccessKey, "", id), null, null, place);
            }
        }
    }

    private void Declare(EntityKind kind, string account, string? path, string name, string? uniqueId, WorldPlace place) =>
        Declarations.Declare(EntityKey.Of(kind, account, name), Words.ArnOf(setting.Arns, kind, account, path ?? "/", name), uniqueId, place);

    private void Refer(EntityKind kind, string account, string name, string? arn, WorldPlace place, string member, string unknown) =>
        Declarations.Refer(new Reference(EntityKey.Of(kind, account, name), arn, place, member, unknown));
}
