using System.Buffers;
using Daypass.Core.Accounts;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>Organisations: their members name them, they name their management account.</summary>
internal sealed class OrganizationKind : WorldKind<WorldOrganization, Organization>
{
    private const int IdLength = 12;
    private const int LongestService = 128;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    public override ValueTask<WorldOrganization> ToElement(Organization entity, ExportSource source, CancellationToken cancelled) => new(new WorldOrganization
    {
        Id = entity.Id,
        ManagementAccount = entity.ManagementAccount,
        DelegatedAdministrators = entity.DelegatedAdministrators.OrNull(),
        Features = entity.Features.OrNull(),
        FeatureSet = entity.FeatureSet == Organization.AllFeatures ? null : entity.FeatureSet,
        PolicyTypes = entity.PolicyTypes.OrNull(),
        TrustedServices = entity.TrustedServices,
        ServiceControlPolicies = entity.Controls.Service,
        ResourceControlPolicies = entity.Controls.Resource,
        Tags = entity.Tags.ToElement(),
        CreatedAt = entity.CreatedAt,
    });

    protected override string NameOf(WorldOrganization element) => element.Id;

    protected override void Check(WorldOrganization element, ElementCheck check)
    {
        check.CheckTags(element.Tags, StringComparer.OrdinalIgnoreCase);
        if (!IsId(element.Id))
        {
            throw check.Error("id", $"'{element.Id}' is not the id of an organisation: o- and ten small letters and digits.");
        }

        if (element.FeatureSet is { } set and not (Organization.AllFeatures or "CONSOLIDATED_BILLING"))
        {
            throw check.Error("featureSet", $"'{set}' is neither ALL nor CONSOLIDATED_BILLING.");
        }

        for (var i = 0; i < (element.TrustedServices?.Count ?? 0); i++)
        {
            if (element.TrustedServices![i].Service is not { Length: > 0 and <= LongestService })
            {
                throw check.Error($"trustedServices[{i}].service", $"a service has a name of at most {LongestService} characters.");
            }
        }

        for (var i = 0; i < (element.PolicyTypes?.Count ?? 0); i++)
        {
            if (element.PolicyTypes![i] is not (ControlPolicy.ServiceType or ControlPolicy.ResourceType))
            {
                throw check.Error($"policyTypes[{i}]", $"'{element.PolicyTypes[i]}' is neither {ControlPolicy.ServiceType} nor {ControlPolicy.ResourceType}.");
            }
        }

        for (var i = 0; i < (element.Features?.Count ?? 0); i++)
        {
            if (element.Features![i] is not (OrganizationFeatures.CredentialsManagement or OrganizationFeatures.Sessions))
            {
                throw check.Error($"features[{i}]", $"'{element.Features[i]}' is no feature: RootCredentialsManagement and RootSessions are.");
            }
        }
    }

    /// <summary>Whether a text is the id of an organisation.</summary>
    public static bool IsId(string text) =>
        text.Length == IdLength && text.StartsWith("o-", StringComparison.Ordinal) && !text.AsSpan(2).ContainsAnyExcept(IdCharacters);

    protected override void Refer(WorldOrganization element, ElementCheck check)
    {
        ReferToAccount(element.ManagementAccount, "managementAccount", check);
        ControlMembers.Check(check, element.Id, element.ServiceControlPolicies, element.ResourceControlPolicies);
        for (var i = 0; i < (element.DelegatedAdministrators?.Count ?? 0); i++)
        {
            ReferToAccount(element.DelegatedAdministrators![i], $"delegatedAdministrators[{i}]", check);
        }
    }

    protected override Organization ToEntity(WorldOrganization element, string account, string id, Organization? known, EntityBatch batch) =>
        (known ?? new Organization { Id = element.Id, ManagementAccount = element.ManagementAccount, CreatedAt = batch.Now }) with
        {
            ManagementAccount = element.ManagementAccount,
            DelegatedAdministrators = element.DelegatedAdministrators ?? known?.DelegatedAdministrators ?? [],
            Features = element.Features ?? known?.Features ?? [],
            FeatureSet = element.FeatureSet ?? known?.FeatureSet ?? Organization.AllFeatures,
            PolicyTypes = element.PolicyTypes ?? known?.PolicyTypes ?? [],
            TrustedServices = element.TrustedServices ?? known?.TrustedServices,
            Controls = ControlMembers.ToEntity(element.ServiceControlPolicies, element.ResourceControlPolicies, known?.Controls),
            Tags = element.Tags?.ToEntity() ?? known?.Tags ?? [],
            CreatedAt = element.CreatedAt ?? known?.CreatedAt ?? batch.Now,
        };

    private static void ReferToAccount(string account, string member, ElementCheck check) =>
        check.Refer(EntityKey.Create(EntityKind.Account, "", account), member, $"there is no account '{account}'.");
}
