using Daypass.Core.Entities;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Iam.Tags;

/// <summary>The rules of tags, the same for every entity that has them (IAM User Guide, "Rules for tagging").</summary>
public static class EntityTags
{
    /// <summary>The tags of a new entity.</summary>
    public static Result<EntityTag[]> Of(IReadOnlyList<Tag> tags, IamQuotas quotas)
    {
        if (Refuse(tags) is { } refusal)
        {
            return refusal;
        }

        return tags.Count > quotas.TagsPerEntity ? TooMany(quotas) : tags.Select(static tag => new EntityTag(tag.Key, tag.Value)).ToArray();
    }

    /// <summary>The entity with these tags added; a tag of the same key, whatever its case, gets the new value and stays in its place.</summary>
    public static Result<T> Put<T>(T entity, IReadOnlyList<Tag> tags, IamQuotas quotas) where T : class, ITagged<T>
    {
        if (Refuse(tags) is { } refusal)
        {
            return refusal;
        }

        var merged = entity.Tags.ToList();
        foreach (var tag in tags)
        {
            var known = merged.FindIndex(other => SameKey(other.Key, tag.Key));
            if (known < 0)
            {
                merged.Add(new EntityTag(tag.Key, tag.Value));
            }
            else
            {
                merged[known] = new EntityTag(tag.Key, tag.Value);
            }
        }

        return merged.Count > quotas.TagsPerEntity ? TooMany(quotas) : entity.WithTags(merged);
    }

    /// <summary>The entity without the tags of these keys; keys it has not are no error.</summary>
    public static T Remove<T>(T entity, IReadOnlyList<string> keys) where T : class, ITagged<T>
    {
        var kept = entity.Tags.Where(tag => !keys.Any(key => SameKey(key, tag.Key))).ToList();
        return kept.Count == entity.Tags.Count ? entity : entity.WithTags(kept);
    }

    private static AwsError? Refuse(IReadOnlyList<Tag> tags)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in tags)
        {
            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                return IamErrors.ReservedTagKey;
            }

            if (!keys.Add(tag.Key))
            {
                return IamErrors.DuplicateTagKeys;
            }
        }

        return null;
    }

    private static bool SameKey(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static AwsError TooMany(IamQuotas quotas) => IamErrors.QuotaExceeded("TagsPerResource", quotas.TagsPerEntity);
}
