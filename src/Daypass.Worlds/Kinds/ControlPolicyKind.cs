using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>Control policies of organisations; what they are attached to names them.</summary>
internal sealed class ControlPolicyKind : WorldKind<WorldControlPolicy, ControlPolicy>
{
    public override ValueTask<WorldControlPolicy> ToElement(ControlPolicy entity, ExportSource source, CancellationToken cancelled) =>
        new(new WorldControlPolicy
        {
            Organization = entity.OrganizationId,
            Id = entity.Id,
            Name = entity.DisplayName,
            Type = entity.Type,
            Description = entity.Description.Length == 0 ? null : entity.Description,
            Document = new PolicyText(entity.Document),
            Tags = entity.Tags.ToElement(),
        });

    protected override string StoredUnder(WorldControlPolicy element, string account) => element.Organization;

    protected override string NameOf(WorldControlPolicy element) => element.Id;

    protected override void Check(WorldControlPolicy element, ElementCheck check)
    {
        check.CheckTags(element.Tags, StringComparer.OrdinalIgnoreCase);
        if (!OrganizationKind.IsId(element.Organization))
        {
            throw check.Error("organization", $"'{element.Organization}' is not the id of an organisation: o- and ten small letters and digits.");
        }

        if (ControlPolicy.IsOfAws(element.Id) || element.Id != EntityKey.Fold(element.Id))
        {
            throw check.Error("id", $"'{element.Id}' is not the id of a policy of one's own: p- and small letters and digits.");
        }

        if (element.Type is not (ControlPolicy.ServiceType or ControlPolicy.ResourceType))
        {
            throw check.Error("type", $"'{element.Type}' is neither {ControlPolicy.ServiceType} nor {ControlPolicy.ResourceType}.");
        }

        var kind = element.Type == ControlPolicy.ServiceType ? PolicyKind.ServiceControl : PolicyKind.ResourceControl;
        check.ThrowIf("document", PolicyValidator.Validate(element.Document.Text, kind));
        check.ThrowIf("document", check.Settings.Quotas.Documents.ValidateControl(element.Document.Text, kind));
    }

    protected override void Refer(WorldControlPolicy element, ElementCheck check) => check.Refer(
        EntityKey.Create(EntityKind.Organization, "", element.Organization), "organization", $"there is no organisation '{element.Organization}'.");

    protected override ControlPolicy ToEntity(WorldControlPolicy element, string account, string id, ControlPolicy? known, EntityBatch batch) => new()
    {
        OrganizationId = element.Organization,
        Id = element.Id,
        DisplayName = element.Name,
        Description = element.Description ?? known?.Description ?? "",
        Type = element.Type,
        Document = element.Document.Text,
        Tags = element.Tags?.ToEntity() ?? known?.Tags ?? [],
    };
}
