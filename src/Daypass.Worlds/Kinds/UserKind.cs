using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Kinds;

/// <summary>Users with their groups, access keys and console password.</summary>
internal sealed class UserKind : WorldKind<WorldUser, User>
{
    protected override string ArnType => "user";

    protected override StringComparer TagKeys => User.TagKeys;

    public override async ValueTask<WorldUser> ToElement(User entity, ExportSource source, CancellationToken cancelled)
    {
        var groups = new List<string>(entity.Groups.Count);
        foreach (var id in entity.Groups)
        {
            groups.Add(await source.GroupName(id, cancelled));
        }

        return new WorldUser
        {
            Name = entity.Name,
            Path = entity.Path.ToPath(),
            UniqueId = entity.Id,
            CreatedAt = entity.CreatedAt,
            Groups = groups.OrNull(),
            InlinePolicies = entity.Grants.Inline.ToElement(),
            ManagedPolicies = entity.Grants.Attached.OrNull(),
            PermissionsBoundary = entity.Grants.Boundary,
            Tags = entity.Tags.ToElement(),
            AccessKeys = await source.AccessKeys(entity.Id, cancelled),
            Login = source.WithSecrets ? entity.Login : null,
        };
    }

    protected override string NameOf(WorldUser element) => element.Name;

    protected override (string Member, IReadOnlyList<WorldAccessKey>? Keys) AccessKeysOf(WorldUser element) => ("accessKeys", element.AccessKeys);

    protected override void Check(WorldUser element, ElementCheck check)
    {
        check.CheckGrants(EntityKind.User, element, check.Settings.Quotas.AttachedPoliciesPerUser);
        if (element.Groups is { } groups
            && (groups.Count > check.Settings.Quotas.GroupsPerUser || groups.Distinct(StringComparer.OrdinalIgnoreCase).Count() != groups.Count))
        {
            throw check.Error("groups", $"a user is in at most {check.Settings.Quotas.GroupsPerUser} groups, and in none of them twice.");
        }
    }

    protected override void Refer(WorldUser element, ElementCheck check)
    {
        for (var i = 0; i < (element.Groups?.Count ?? 0); i++)
        {
            check.Refer(EntityKey.Create(EntityKind.Group, check.Account, element.Groups![i]), $"groups[{i}]", $"there is no group '{element.Groups[i]}'.");
        }
    }

    protected override IEnumerable<EntityKey> Related(WorldUser element, string account) =>
        (element.Groups ?? []).Select(group => EntityKey.Create(EntityKind.Group, account, group));

    protected override ValueTask Prepare(WorldUser element, WorldEntry entry, EntityBatch batch, IDirectoryReader reader, CancellationToken cancelled) =>
        batch.Find<User>(KeyOf(element, entry.Account)) is { } known
            ? batch.UnmentionedDenials.Find(known, element, element.Groups, reader, cancelled)
            : default;

    protected override User ToEntity(WorldUser element, string account, string id, User? known, EntityBatch batch) =>
        (known ?? new User { Account = account, Name = element.Name, Id = id, CreatedAt = batch.Now }) with
        {
            Name = element.Name,
            Path = element.Path ?? "/",
            CreatedAt = element.CreatedAt ?? known?.CreatedAt ?? batch.Now,
            Tags = element.Tags?.ToEntity() ?? known?.Tags ?? [],
            Grants = element.ToGrants(known?.Grants, batch.UnmentionedDenials.Of(id)),
            Groups = element.Groups is null
                ? known?.Groups ?? []
                : [.. Related(element, account).Select(batch.FindId).Concat(batch.UnmentionedDenials.Of(id).Groups).Distinct(StringComparer.Ordinal)],
            Login = element.Login ?? known?.Login,
        };
}
