using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Iam.Documents;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Kinds;

/// <summary>Roles; the users and roles their trust policies name are stored with their unique ids.</summary>
internal sealed class RoleKind : WorldKind<WorldRole, Role>
{
    protected override string ArnType => "role";

    protected override StringComparer TagKeys => Role.TagKeys;

    public override async ValueTask<WorldRole> ToElement(Role entity, ExportSource source, CancellationToken cancelled) => new()
    {
        Name = entity.Name,
        Path = entity.Path.ToPath(),
        UniqueId = entity.Id,
        CreatedAt = entity.CreatedAt,
        Description = entity.Description,
        MaxSessionSeconds = entity.MaxSessionSeconds,
        TrustPolicy = new PolicyText(await source.Trusts.Show(source.Store, entity.Trust, cancelled)),
        InlinePolicies = entity.Grants.Inline.ToElement(),
        ManagedPolicies = entity.Grants.Attached.OrNull(),
        PermissionsBoundary = entity.Grants.Boundary,
        LinkedService = entity.LinkedService,
        Tags = entity.Tags.ToElement(),
    };

    protected override string NameOf(WorldRole element) => element.Name;

    protected override void Check(WorldRole element, ElementCheck check)
    {
        if (element.LinkedService is null && element.Path?.StartsWith(Role.LinkedPath, StringComparison.Ordinal) == true)
        {
            throw check.Error("path", $"paths that begin with {Role.LinkedPath} are for service-linked roles.");
        }

        CheckTrust(DocumentPrincipals.WithoutGone(element.TrustPolicy, check), check);
        check.CheckGrants(EntityKind.Role, element, check.Settings.Quotas.AttachedPoliciesPerRole);
    }

    protected override void Refer(WorldRole element, ElementCheck check) => DocumentPrincipals.Refer(element.TrustPolicy, "trustPolicy", check);

    protected override IEnumerable<EntityKey> Related(WorldRole element, string account) =>
        DocumentPrincipals.Of(element.TrustPolicy).Select(static each => each.Key);

    protected override async ValueTask Prepare(WorldRole element, WorldEntry entry, EntityBatch batch, IDirectoryReader reader, CancellationToken cancelled)
    {
        // A file has a trust policy as it is shown: with today's ARNs, and the ids of those who are gone.
        var key = KeyOf(element, entry.Account);
        if (batch.Find<Role>(key) is not { } known)
        {
            return;
        }

        await batch.UnmentionedDenials.Find(known, element, null, reader, cancelled);
        if (known.Trust.Document != element.TrustPolicy.Text
            && await batch.Settings.Trusts.Show(reader, known.Trust, cancelled) == element.TrustPolicy.Text)
        {
            batch.KeptTrusts.Add(key);
        }
    }

    protected override Role ToEntity(WorldRole element, string account, string id, Role? known, EntityBatch batch)
    {
        var trust = known is not null && batch.KeptTrusts.Contains(known.KeyOf())
            ? known.Trust
            : new TrustPolicy { Document = element.TrustPolicy.Text, PrincipalIds = DocumentPrincipals.IdsOf(element.TrustPolicy, batch) };
        return (known ?? new Role { Account = account, Name = element.Name, Id = id, CreatedAt = batch.Now, Trust = trust }) with
        {
            Name = element.Name,
            Path = element.Path ?? "/",
            CreatedAt = element.CreatedAt ?? known?.CreatedAt ?? batch.Now,
            Trust = trust,
            Description = element.Description ?? known?.Description,
            MaxSessionSeconds = element.MaxSessionSeconds ?? known?.MaxSessionSeconds ?? Role.DefaultSessionSeconds,
            LinkedService = element.LinkedService ?? known?.LinkedService,
            Tags = element.Tags?.ToEntity() ?? known?.Tags ?? [],
            Grants = element.ToGrants(known?.Grants, batch.UnmentionedDenials.Of(id)),
        };
    }

    private static void CheckTrust(string text, ElementCheck check)
    {
        // The checker knows the line; the error keeps it for the log only.
        check.ThrowIf("trustPolicy", PolicyValidator.Validate(text, PolicyKind.Trust, check.Settings.Trust));
        check.ThrowIf("trustPolicy", check.Settings.Quotas.Documents.ValidateTrust(text));
        check.Advise("trustPolicy", TrustPolicies.FindAdvice(text));
    }
}
