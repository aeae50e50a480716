using Daypass.Core.Directory;

namespace Daypass.Iam.Permissions;

/// <summary>The resource a permission is asked about, as it is now.</summary>
/// <param name="Arn">Its ARN with the path it has, whatever case the request wrote its name in.</param>
/// <param name="Account">The account that owns it.</param>
internal sealed record PermissionSubject(string Arn, string Account)
{
    /// <summary>The name by which the request asks for it; null when it gives none.</summary>
    public string? Asked { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <summary>Whether its tags are <c>iam:ResourceTag/…</c> too.</summary>
    public bool HasIamTags { get; init; }

    /// <summary>The permissions boundary it has.</summary>
    public string? Boundary { get; init; }

    /// <summary>An entity. One that does not exist is asked about by the name it would have, so that a refusal does not tell.</summary>
    /// <param name="entity">It.</param>
    /// <param name="resource">What kind of resource it is.</param>
    /// <param name="arns">Writes its ARN.</param>
    /// <param name="asked">The name by which the request asks for it; null when it gives none.</param>
    public static PermissionSubject From<T>(T entity, IamResource resource, EntityArns arns, string? asked = null) where T : class, IEntity<T>
    {
        var (tags, boundary) = TagsAndBoundary(entity);
        return new PermissionSubject(arns.Iam(entity.Account, resource.Type, entity.Path, entity.Name), entity.Account)
        {
            Asked = asked,
            Tags = tags,
            HasIamTags = resource.HasIamTags,
            Boundary = boundary,
        };
    }

    /// <summary>Whether two readings of an entity are the same to a permission; then what was allowed about one is allowed about the other.</summary>
    public static bool AreAlike<T>(T one, T other) where T : class, IEntity<T>
    {
        var ((oneTags, oneBoundary), (otherTags, otherBoundary)) = (TagsAndBoundary(one), TagsAndBoundary(other));
        return one.Id == other.Id && one.Name == other.Name && one.Path == other.Path && oneBoundary == otherBoundary && oneTags.SequenceEqual(otherTags);
    }

    /// <summary>The condition keys its tags make.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TagKeys()
    {
        if (Tags.Count == 0)
        {
            return [];
        }

        var keys = new List<KeyValuePair<string, string>>(Tags.Count * 2);
        foreach (var tag in Tags)
        {
            keys.Add(new(PermissionKeyNames.ResourceTag + tag.Key, tag.Value));
            if (HasIamTags)
            {
                keys.Add(new(PermissionKeyNames.IamResourceTag + tag.Key, tag.Value));
            }
        }

        return keys;
    }

    private static (IReadOnlyList<EntityTag> Tags, string? Boundary) TagsAndBoundary<T>(T entity) => entity switch
    {
        User user => (user.Tags, user.Grants.Boundary),
        Role role => (role.Tags, role.Grants.Boundary),
        InstanceProfile profile => (profile.Tags, null),
        ServerCertificate certificate => (certificate.Tags, null),
        ManagedPolicy policy => (policy.Tags, null),
        MfaDevice device => (device.Tags, null),
        OidcProvider provider => (provider.Tags, null),
        SamlProvider provider => (provider.Tags, null),
        _ => ([], null),
    };
}
