using System.Globalization;
using Daypass.Core.Directory;
using Daypass.Protocol;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Answers;

/// <summary>Turns entities into what clients receive; which optional members an answer has differs by operation (IAM API reference, per operation).</summary>
internal static class WireShapes
{
    /// <summary>Tags, left out when there are none.</summary>
    public static IReadOnlyList<Tag>? OrNone(this IReadOnlyList<EntityTag> tags) => tags.Count == 0 ? null : tags.ToWire();

    /// <summary>Tags.</summary>
    public static List<Tag> ToWire(this IReadOnlyList<EntityTag> tags)
    {
        var wire = new List<Tag>(tags.Count);
        foreach (var tag in tags)
        {
            wire.Add(new Tag { Key = tag.Key, Value = tag.Value });
        }

        return wire;
    }

    /// <summary>The attached managed policies.</summary>
    public static IEnumerable<AttachedPolicy> AttachedToWire(this Grants grants) =>
        grants.Attached.Select(static arn => new AttachedPolicy { PolicyName = Arn.Parse(arn).ResourceName.ToString(), PolicyArn = arn });

    /// <summary>A permissions boundary, left out when there is none.</summary>
    public static AttachedPermissionsBoundary? Boundary(this Grants grants) =>
        grants.Boundary is null ? null : new AttachedPermissionsBoundary
        {
            // The models of the SDKs say PermissionsBoundaryPolicy; this is what AWS sends.
            PermissionsBoundaryType = "Policy",
            PermissionsBoundaryArn = grants.Boundary,
        };

    /// <summary>A user as lists show it.</summary>
    public static UserShape ToWire(this User user, EntityArns arns) => new()
    {
        Path = user.Path,
        UserName = user.Name,
        UserId = user.Id,
        Arn = arns.For(user),
        CreateDate = user.CreatedAt,
    };

    /// <summary>A user with its boundary and tags.</summary>
    public static UserShape ToWireInFull(this User user, EntityArns arns) =>
        user.ToWire(arns) with { PermissionsBoundary = user.Grants.Boundary(), Tags = user.Tags.OrNone() };

    /// <summary>A group.</summary>
    public static GroupShape ToWire(this Group group, EntityArns arns) => new()
    {
        Path = group.Path,
        GroupName = group.Name,
        GroupId = group.Id,
        Arn = arns.For(group),
        CreateDate = group.CreatedAt,
    };

    /// <summary>A role without the members that only some answers have.</summary>
    /// <param name="role">The role.</param>
    /// <param name="arns">Writes its ARN.</param>
    /// <param name="trust">Its trust policy as it is shown.</param>
    public static RoleShape ToWire(this Role role, EntityArns arns, string trust) => new()
    {
        Path = role.Path,
        RoleName = role.Name,
        RoleId = role.Id,
        Arn = arns.For(role),
        CreateDate = role.CreatedAt,
        AssumeRolePolicyDocument = trust,
    };

    /// <summary>A managed policy as lists show it.</summary>
    public static ManagedPolicyShape ToWire(this ManagedPolicy policy, EntityArns arns, int attachments, int boundaries) => new()
    {
        PolicyName = policy.Name,
        PolicyId = policy.Id,
        Arn = arns.For(policy),
        Path = policy.Path,
        DefaultVersionId = VersionId(policy.DefaultVersion),
        AttachmentCount = attachments,
        PermissionsBoundaryUsageCount = boundaries,
        IsAttachable = !ManagedPolicies.IsForServices(policy),
        CreateDate = policy.CreatedAt,
        UpdateDate = policy.UpdatedAt,
    };

    /// <summary>A version of a managed policy without its document.</summary>
    public static PolicyVersionShape ToWire(this PolicyVersion version, ManagedPolicy policy) => new()
    {
        VersionId = VersionId(version.Number),
        IsDefaultVersion = version.Number == policy.DefaultVersion,
        CreateDate = version.CreatedAt,
    };

    /// <summary><c>v</c> and the number.</summary>
    public static string VersionId(int number) => string.Create(CultureInfo.InvariantCulture, $"v{number}");
}
