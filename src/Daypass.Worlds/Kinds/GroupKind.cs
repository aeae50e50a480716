using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

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

    protected override ValueTask Prepare(WorldGroup element, WorldEntry entry, EntityBatch batch, IDirectoryReader reader, CancellationToken cancelled) =>
        batch.Find<Group>(KeyOf(element, entry.Account)) is { } known ? batch.UnmentionedDenials.Find(known, element, null, reader, cancelled) : default;

    protected override Group ToEntity(WorldGroup element, string account, string id, Group? known, EntityBatch batch) =>
        (known ?? new Group { Account = account, Name = element.Name, Id = id, CreatedAt = batch.Now }) with
        {
            Name = element.Name,
            Path = element.Path ?? known?.Path ?? "/",
            CreatedAt = element.CreatedAt ?? known?.CreatedAt ?? batch.Now,
            Grants = element.ToGrants(known?.Grants, batch.UnmentionedDenials.Of(id)),
        };
}
