using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>Instance profiles; they name the role they hold.</summary>
internal sealed class InstanceProfileKind : WorldKind<WorldInstanceProfile, InstanceProfile>
{
    public override async ValueTask<WorldInstanceProfile> ToElement(InstanceProfile entity, ExportSource source, CancellationToken cancelled) => new()
    {
        Name = entity.Name,
        Path = entity.Path.ToPath(),
        UniqueId = entity.Id,
        CreatedAt = entity.CreatedAt,
        Role = entity.RoleId is { } id ? await source.FindName<Role>(id, cancelled) : null,
        Tags = entity.Tags.ToElement(),
    };

    protected override string NameOf(WorldInstanceProfile element) => element.Name;

    protected override void Refer(WorldInstanceProfile element, ElementCheck check)
    {
        foreach (var role in Related(element, check.Account))
        {
            check.Refer(role, "role", $"there is no role '{element.Role}'.");
        }
    }

    protected override IEnumerable<EntityKey> Related(WorldInstanceProfile element, string account) =>
        element.Role is { } role ? [EntityKey.Create(EntityKind.Role, account, role)] : [];

    protected override InstanceProfile ToEntity(WorldInstanceProfile element, string account, string id, InstanceProfile? known, EntityBatch batch) =>
        (known ?? new InstanceProfile { Account = account, Name = element.Name, Id = id, CreatedAt = batch.Now }) with
        {
            Name = element.Name,
            Path = element.Path ?? known?.Path ?? "/",
            CreatedAt = element.CreatedAt ?? known?.CreatedAt ?? batch.Now,
            RoleId = element.Role is null ? known?.RoleId : Related(element, account).Select(batch.FindId).Single(),
            Tags = element.Tags?.ToEntity() ?? known?.Tags ?? [],
        };
}
