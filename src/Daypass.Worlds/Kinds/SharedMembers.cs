using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>Members that several kinds have, from the file to the database and back. What is empty is left out of a file.</summary>
internal static class SharedMembers
{
    /// <summary>Tags as they are stored.</summary>
    public static EntityTag[] ToEntity(this IReadOnlyDictionary<string, string>? tags) =>
        tags is null ? [] : [.. tags.Select(static tag => new EntityTag(tag.Key, tag.Value))];

    /// <summary>The policies of a user, group or role as they are stored. A list that is given is the whole list, but for what denies something and is not
    /// in it: nobody may be given more by a file that does not know of that.</summary>
    public static Grants ToGrants(this IWorldGrantee grantee, Grants? known, KeptDenials kept) => new()
    {
        Inline = grantee.InlinePolicies is { } inline
            ?
            [
                .. inline.Select(static policy => new InlinePolicy(policy.Key, policy.Value.Text)).Concat(kept.Inline)
                    .OrderBy(static policy => EntityKey.Fold(policy.Name), StringComparer.Ordinal),
            ]
            : known?.Inline ?? [],
        Attached = grantee.ManagedPolicies is { } attached ? [.. attached, .. kept.Attached] : known?.Attached ?? [],
        Boundary = grantee.PermissionsBoundary ?? known?.Boundary,
    };

    /// <summary>Tags as a file has them.</summary>
    public static Dictionary<string, string>? ToElement(this IReadOnlyList<EntityTag> tags) =>
        tags.Count == 0 ? null : tags.ToDictionary(static tag => tag.Key, static tag => tag.Value, StringComparer.Ordinal);

    /// <summary>Inline policies as a file has them.</summary>
    public static Dictionary<string, PolicyText>? ToElement(this IReadOnlyList<InlinePolicy> inline) =>
        inline.Count == 0 ? null : inline.ToDictionary(static policy => policy.Name, static policy => new PolicyText(policy.Document), StringComparer.Ordinal);

    /// <summary>A path as a file has it.</summary>
    public static string? ToPath(this string path) => path == "/" ? null : path;

    /// <summary>The list, or null when it is empty.</summary>
    public static IReadOnlyList<T>? OrNull<T>(this IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}
