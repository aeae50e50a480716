using Daypass.Core.Directory;

namespace Daypass.Iam.InstanceProfiles;

/// <summary>Shows instance profiles with the role they hold.</summary>
internal static class InstanceProfileAnswers
{
    /// <summary>A profile with its role, as lists show it.</summary>
    public static async ValueTask<InstanceProfileShape> Show(this IamServices iam, InstanceProfile profile, CancellationToken cancelled)
    {
        if (profile.RoleId is not { } id || await iam.Store.FindById<Role>(id, cancelled) is not { } role)
        {
            return profile.ToWire(iam.Arns, []);
        }

        var shown = role.ToWire(iam.Arns, await iam.Trust.Show(iam.Store, role.Trust, cancelled));
        return profile.ToWire(iam.Arns, [shown]);
    }

    /// <summary>Profiles with their roles.</summary>
    public static async ValueTask<List<InstanceProfileShape>> Show(this IamServices iam, List<InstanceProfile> profiles, CancellationToken cancelled)
    {
        var shown = new List<InstanceProfileShape>(profiles.Count);
        foreach (var profile in profiles)
        {
            shown.Add(await iam.Show(profile, cancelled));
        }

        return shown;
    }

    /// <summary>A profile.</summary>
    public static InstanceProfileShape ToWire(this InstanceProfile profile, EntityArns arns, IReadOnlyList<RoleShape> roles) => new()
    {
        Path = profile.Path,
        InstanceProfileName = profile.Name,
        InstanceProfileId = profile.Id,
        Arn = arns.For(profile),
        CreateDate = profile.CreatedAt,
        Roles = roles,
    };
}
