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

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    public override ValueTask<WorldOrganization> ToElement(Organization entity, ExportSource source, CancellationToken cancelled) => new(new WorldOrganization
    {
        Id = entity.Id,
        ManagementAccount = entity.ManagementAccount,
        DelegatedAdministrators = entity.DelegatedAdministrators.OrNull(),
        Features = entity.Features.OrNull(),
        CreatedAt = entity.CreatedAt,
    });

    protected override string NameOf(WorldOrganization element) => element.Id;

    protected override void Check(WorldOrganization element, ElementCheck check)
    {
        if (element.Id.Length != IdLength || !element.Id.StartsWith("o-", StringComparison.Ordinal) || element.Id.AsSpan(2).ContainsAnyExcept(IdCharacters))
        {
            throw check.Error("id", $"'{element.Id}' is not the id of an organisation: o- and ten small letters and digits.");
        }

        for (var i = 0; i < (element.Features?.Count ?? 0); i++)
        {
            if (element.Features![i] is not (OrganizationFeatures.CredentialsManagement or OrganizationFeatures.Sessions))
            {
                throw check.Error($"features[{i}]", $"'{element.Features[i]}' is no feature: RootCredentialsManagement and RootSessions are.");
            }
        }
    }

    protected override void Refer(WorldOrganization element, ElementCheck check)
    {
        ReferToAccount(element.ManagementAccount, "managementAccount", check);
        for (var i = 0; i < (element.DelegatedAdministrators?.Count ?? 0); i++)
        {
            ReferToAccount(element.DelegatedAdministrators![i], $"delegatedAdministrators[{i}]", check);
        }
    }

    protected override Organization ToEntity(WorldOrganization element, string account, string id, Organization? known, EntityBatch batch) => new()
    {
        Id = element.Id,
        ManagementAccount = element.ManagementAccount,
        DelegatedAdministrators = element.DelegatedAdministrators ?? [],
        Features = element.Features ?? [],
        CreatedAt = element.CreatedAt ?? known?.CreatedAt ?? batch.Now,
    };

    private static void ReferToAccount(string account, string member, ElementCheck check) =>
        check.Refer(EntityKey.Create(EntityKind.Account, "", account), member, $"there is no account '{account}'.");
}
