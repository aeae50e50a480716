namespace Daypass.Organizations.Operations;

/// <summary>The rules for tags of an organisation's parts.</summary>
internal static class OrganizationTags
{
    private const string Reserved = "aws:";

    /// <summary>What new tags make of those that are there.</summary>
    public static Result<IReadOnlyList<EntityTag>> Add(IReadOnlyList<EntityTag> present, IReadOnlyList<OrganizationTag> added, OrganizationQuotas quotas)
    {
        // Condition keys compare without regard to case, so two tags that differ in nothing else could not both decide.
        if (added.Select(static tag => tag.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count() < added.Count)
        {
            return OrganizationsErrors.InvalidInput("DUPLICATE_TAG_KEY", "Tag keys must be unique among the tags attached to the same entity.");
        }

        if (added.Any(static tag => tag.Key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase)))
        {
            return OrganizationsErrors.InvalidInput(
                "INVALID_SYSTEM_TAGS_PARAMETER", "You specified a tag key that is a system tag. You can’t add, edit, or delete system tag keys.");
        }

        List<EntityTag> tags =
        [
            .. present.Where(tag => !added.Any(other => string.Equals(other.Key, tag.Key, StringComparison.OrdinalIgnoreCase))),
            .. added.Select(static tag => new EntityTag(tag.Key, tag.Value)),
        ];
        return tags.Count > quotas.Tags
            ? OrganizationsErrors.Constraint("MAX_TAG_LIMIT_EXCEEDED", "You have exceeded the number of tags allowed on this resource.")
            : tags;
    }

    /// <summary>The tags of what is made.</summary>
    public static Result<IReadOnlyList<EntityTag>> Make(IReadOnlyList<OrganizationTag> tags, OrganizationQuotas quotas) => Add([], tags, quotas);
}
