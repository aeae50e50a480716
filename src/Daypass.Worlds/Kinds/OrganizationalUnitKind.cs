using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>Organisational units; they name their organisation and the unit they are below.</summary>
internal sealed class OrganizationalUnitKind : WorldKind<WorldUnit, OrganizationalUnit>
{
    public override ValueTask<WorldUnit> ToElement(OrganizationalUnit entity, ExportSource source, CancellationToken cancelled) => new(new WorldUnit
    {
        Organization = entity.OrganizationId,
        Id = entity.Id,
        Name = entity.DisplayName,
        Parent = entity.ParentId == Organization.RootOf(entity.OrganizationId) ? null : entity.ParentId,
        ServiceControlPolicies = entity.Controls.Service,
        ResourceControlPolicies = entity.Controls.Resource,
        Tags = entity.Tags.ToElement(),
    });

    protected override string StoredUnder(WorldUnit element, string account) => element.Organization;

    protected override string NameOf(WorldUnit element) => element.Id;

    protected override void Check(WorldUnit element, ElementCheck check)
    {
        check.CheckTags(element.Tags, StringComparer.OrdinalIgnoreCase);
        if (!OrganizationKind.IsId(element.Organization))
        {
            throw check.Error("organization", $"'{element.Organization}' is not the id of an organisation: o- and ten small letters and digits.");
        }

        if (!element.Id.StartsWith($"ou-{Organization.RootOf(element.Organization)[2..]}-", StringComparison.Ordinal))
        {
            throw check.Error("id", $"'{element.Id}' does not begin with ou- and the characters of the root, {Organization.RootOf(element.Organization)}.");
        }

        if (element.Parent == element.Id)
        {
            throw check.Error("parent", "a unit is not below itself.");
        }
    }

    protected override void Refer(WorldUnit element, ElementCheck check)
    {
        check.Refer(
            EntityKey.Create(EntityKind.Organization, "", element.Organization), "organization", $"there is no organisation '{element.Organization}'.");
        check.Declarations.Units.Add(new DeclaredUnit(element, check.Location, check.OnlyCreate));
        if (element.Parent is { } parent && parent != Organization.RootOf(element.Organization))
        {
            check.Refer(EntityKey.Create(EntityKind.OrganizationalUnit, element.Organization, parent), "parent", $"there is no unit '{parent}'.");
        }

        ControlMembers.Check(check, element.Organization, element.ServiceControlPolicies, element.ResourceControlPolicies);
    }

    protected override OrganizationalUnit ToEntity(WorldUnit element, string account, string id, OrganizationalUnit? known, EntityBatch batch)
    {
        var parent = element.Parent ?? known?.ParentId ?? Organization.RootOf(element.Organization);
        return (known ?? new OrganizationalUnit { OrganizationId = element.Organization, Id = element.Id, DisplayName = element.Name, ParentId = parent }) with
        {
            DisplayName = element.Name,
            ParentId = parent,
            Controls = ControlMembers.ToEntity(element.ServiceControlPolicies, element.ResourceControlPolicies, known?.Controls),
            Tags = element.Tags?.ToEntity() ?? known?.Tags ?? [],
        };
    }
}
