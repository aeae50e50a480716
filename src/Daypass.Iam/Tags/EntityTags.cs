using Daypass.Iam.Quotas;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tags;

/// <summary>The rules of tags (IAM User Guide, "Rules for tagging"); they differ by kind in how keys are compared and in what an empty list means.</summary>
public static class EntityTags
{
    /// <summary>The tags of a new entity.</summary>
    public static Result<EntityTag[]> Create<T>(IReadOnlyList<Tag> tags, IamQuotas quotas) where T : class, ITagged<T> => Create(tags, T.TagKeys, quotas);

    /// <summary>The tags of a new entity whose keys are compared so.</summary>
    public static Result<EntityTag[]> Create(IReadOnlyList<Tag> tags, StringComparer keys, IamQuotas quotas)
    {
        if (Validate(tags, keys) is { } refusal)
        {
            return refusal;
        }

        EntityTag[] stored = [.. tags.Select(static tag => new EntityTag(tag.Key, tag.Value))];
        return ValidateTogether(stored, quotas) is { } many ? many : stored;
    }

    /// <summary>The entity with these tags added; a tag of the same key gets the key as it is written now and the new value, and stays in its
    /// place.</summary>
    public static Result<T> Put<T>(T entity, IReadOnlyList<Tag> tags, IamQuotas quotas) where T : class, ITagged<T>
    {
        if ((tags.Count == 0 ? IamErrors.NoTags : Validate(tags, T.TagKeys)) is { } refusal)
        {
            return refusal;
        }

        var merged = entity.Tags.ToList();
        foreach (var tag in tags)
        {
            var known = merged.FindIndex(other => T.TagKeys.Equals(other.Key, tag.Key));
            if (known < 0)
            {
                merged.Add(new EntityTag(tag.Key, tag.Value));
            }
            else
            {
                merged[known] = new EntityTag(tag.Key, tag.Value);
            }
        }

        return ValidateTogether(merged, quotas) is { } many ? many : entity.WithTags(merged);
    }

    /// <summary>The entity without the tags of these keys; keys it has not are no error.</summary>
    public static Result<T> Remove<T>(T entity, IReadOnlyList<string> keys) where T : class, ITagged<T>
    {
        // AWS takes an empty list for users, and for roles, whose tags are as old; it refuses one for the resources that had no tags before 2021.
        if (keys.Count == 0 && T.TagKeys == StringComparer.Ordinal)
        {
            return IamErrors.NoTagKeys;
        }

        var kept = entity.Tags.Where(tag => !keys.Contains(tag.Key, T.TagKeys)).ToList();
        return kept.Count == entity.Tags.Count ? entity : entity.WithTags(kept);
    }

    private static AwsError? Validate(IReadOnlyList<Tag> tags, StringComparer comparer)
    {
        var keys = new HashSet<string>(comparer);
        foreach (var tag in tags)
        {
            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                return IamErrors.ReservedTagKey;
            }

            if (!keys.Add(tag.Key))
            {
                return comparer == StringComparer.Ordinal ? IamErrors.TagKeyTwice : IamErrors.DuplicateTagKeys;
            }
        }

        return null;
    }

    // Permission on what is stored is asked in every reading of its tags: with too many nobody could ask for it, not even to take them off.
    private static AwsError? ValidateTogether(IReadOnlyList<EntityTag> tags, IamQuotas quotas) =>
        tags.Count > quotas.TagsPerEntity ? IamErrors.QuotaExceeded("TagsPerResource", quotas.TagsPerEntity)
        : TagReadings.AreTooMany(tags.Select(static tag => tag.Key)) ? IamErrors.TooManyAlikeTagKeys
        : null;
}
