using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.RoleTemplates;

/// <summary>Whether a role is still what its template makes. Its description and its longest session are its account's to change.</summary>
internal static class RoleComparison
{
    /// <summary>Why a role of that name is not the one that the template makes, or null.</summary>
    public static AwsError? Validate(Role role, RenderedRole rendered)
    {
        if (role.Source is not { } source || source.TemplateArn != rendered.Source.TemplateArn)
        {
            return IamErrors.RoleIsNotOfTemplate;
        }

        if (source.MinorVersion != rendered.Source.MinorVersion || !AreSame(source.Values, rendered.Source.Values))
        {
            return IamErrors.RoleHasOtherParameters;
        }

        return IsUnchanged(role, rendered) ? null : IamErrors.RoleModified(role.Name);
    }

    private static bool IsUnchanged(Role role, RenderedRole rendered) =>
        role.Grants.Boundary == rendered.Boundary
        && role.Grants.Attached.ToHashSet(StringComparer.Ordinal).SetEquals(rendered.Attached)
        && role.Tags.ToHashSet().SetEquals(rendered.Tags)
        && role.Grants.Inline.Count == rendered.Inline.Count
        && rendered.Inline.All(policy => role.Grants.Inline.Any(own => own.IsNamed(policy.Name) && DocumentMeaning.AreSame(own.Document, policy.Document)))
        && DocumentMeaning.AreSame(role.Trust.Document, rendered.Trust);

    private static bool AreSame(IReadOnlyDictionary<string, IReadOnlyList<string>> one, IReadOnlyDictionary<string, IReadOnlyList<string>> other) =>
        one.Count == other.Count && one.All(value => other.TryGetValue(value.Key, out var same) && value.Value.SequenceEqual(same, StringComparer.Ordinal));
}
