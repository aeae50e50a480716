using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.InstanceProfiles;

/// <summary>Shows instance profiles with the role they hold.</summary>
internal static class ProfileShapes
{
    /// <summary>A profile with its role, as lists show it.</summary>
    public static async ValueTask<InstanceProfileShape> Show(this IamParts iam, InstanceProfile profile, CancellationToken cancelled)
    {
        if (profile.RoleId is not { } id || await iam.Store.FindById<Role>(id, cancelled) is not { } role)
        {
            return profile.ToWire(iam.Arns, []);
        }

        var shown = role.ToWire(iam.Arns, await iam.Trust.Show(iam.Store, role.Trust, cancelled));
        return profile.ToWire(iam.Arns, [shown]);
    }

    /// <summary>A profile.</summary>
    public static InstanceProfileShape ToWire(this InstanceProfile profile, EntityArns arns, IReadOnlyList<RoleShape> roles) => new()
    {
        Path = profile.Path,
        InstanceProfileName = profile.Name,
        InstanceProfileId = profile.Id,
        Arn = arns.Of(profile),
        CreateDate = profile.CreatedAt,
        Roles = roles,
        Tags = profile.Tags.OrNone(),
    };
}
