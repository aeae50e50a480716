using Daypass.Core.Directory;
using Daypass.Core.Entities;

namespace Daypass.Core.Iam.Permissions;

/// <summary>The resource a permission is asked about, as it is now.</summary>
/// <param name="Arn">Its ARN with the path it has, whatever case the request wrote its name in.</param>
/// <param name="Account">The account that owns it.</param>
internal sealed record Subject(string Arn, string Account)
{
    /// <summary>Its tags.</summary>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <summary>Whether its tags are <c>iam:ResourceTag/…</c> too.</summary>
    public bool HasIamTags { get; init; }

    /// <summary>The permissions boundary it has.</summary>
    public string? Boundary { get; init; }

    /// <summary>Its path, for renaming.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Its name, for renaming.</summary>
    public string Name { get; init; } = "";

    /// <summary>What its ARN would be under another name.</summary>
    public string Renamed(NewName to, EntityArns arns, IamResource resource) => arns.Iam(Account, resource.Type, to.Path ?? Path, to.Name ?? Name);

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
}
