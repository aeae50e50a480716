using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>Groups; their members name them.</summary>
internal sealed class GroupKind : WorldKind<WorldGroup, Group>
{
    public override ValueTask<WorldGroup> ToElement(Group entity, ExportSource source, CancellationToken cancelled) => new(new WorldGroup
    {
        Name = entity.Name,
        Path = entity.Path.ToPath(),
        UniqueId = entity.Id,
        CreatedAt = entity.CreatedAt,
        InlinePolicies = entity.Grants.Inline.ToElement(),
        ManagedPolicies = entity.Grants.Attached.OrNull(),
    });

    protected override string NameOf(WorldGroup element) => element.Name;

    protected override void Check(WorldGroup element, ElementCheck check) =>
        check.CheckGrants(EntityKind.Group, element, check.Settings.Quotas.AttachedPoliciesPerGroup);

    protected override Group ToEntity(WorldGroup element, string account, string id, Group? known, EntityBatch batch) => new()
    {
        Account = account,
        Name = element.Name,
        Id = id,
        Path = element.Path ?? "/",
        CreatedAt = element.CreatedAt ?? known?.CreatedAt ?? batch.Now,
        Grants = element.ToGrants(),
    };
}
