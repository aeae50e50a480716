using Daypass.Core.Entities;
using Daypass.Core.Iam.Granting;
using Daypass.Core.Iam.Groups;
using Daypass.Core.Iam.InstanceProfiles;
using Daypass.Core.Iam.Policies;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Accounts;

/// <summary>A managed policy in detail, and whether the account uses it.</summary>
internal sealed record PolicyInUse(ManagedPolicyDetail Detail, bool IsUsed);

/// <summary>Shows entities with everything that gives them permissions.</summary>
internal sealed class AuthorizationDetails(IamParts iam)
{
    /// <summary>More profiles than can hold one role in an account of AWS's size.</summary>
    private const int MostProfiles = 1000;

    public async ValueTask<UserDetail> Of(User user, OperationContext context) => new()
    {
        Path = user.Path,
        UserName = user.Name,
        UserId = user.Id,
        Arn = iam.Arns.Of(user),
        CreateDate = user.CreatedAt,
        UserPolicyList = Inline(user.Grants),
        GroupList = (await Membership.GroupsOf(iam.Store, user, context.Cancelled)).ConvertAll(static group => group.Name),
        AttachedManagedPolicies = [.. Attachments.ToWire(user.Grants)],
        PermissionsBoundary = user.Grants.Boundary(),
        Tags = user.Tags.ToWire(),
    };

    public ValueTask<GroupDetail> Of(Group group) => new(new GroupDetail
    {
        Path = group.Path,
        GroupName = group.Name,
        GroupId = group.Id,
        Arn = iam.Arns.Of(group),
        CreateDate = group.CreatedAt,
        GroupPolicyList = Inline(group.Grants),
        AttachedManagedPolicies = [.. Attachments.ToWire(group.Grants)],
    });

    public async ValueTask<RoleDetail> Of(Role role, OperationContext context)
    {
        var profiles = new List<InstanceProfileShape>();
        foreach (var profile in await iam.Store.Referrers<InstanceProfile>(role.Account, Relation.HoldsRole, role.Id, "/", "", MostProfiles, context.Cancelled))
        {
            profiles.Add(await iam.Show(profile, context.Cancelled));
        }

        var use = await iam.Service.Uses.Find(role.Id, context.Cancelled);
        return new RoleDetail
        {
            Path = role.Path,
            RoleName = role.Name,
            RoleId = role.Id,
            Arn = iam.Arns.Of(role),
            CreateDate = role.CreatedAt,
            AssumeRolePolicyDocument = await iam.Trust.Show(iam.Store, role.Trust, context.Cancelled),
            InstanceProfileList = profiles,
            RolePolicyList = Inline(role.Grants),
            AttachedManagedPolicies = [.. Attachments.ToWire(role.Grants)],
            PermissionsBoundary = role.Grants.Boundary(),
            Tags = role.Tags.ToWire(),
            RoleLastUsed = new RoleLastUsed { LastUsedDate = use?.At, Region = use?.Region },
        };
    }

    public async ValueTask<PolicyInUse> Of(ManagedPolicy policy, OperationContext context)
    {
        var shown = await iam.Show(policy, context.Caller.Account, context.Cancelled);
        var detail = new ManagedPolicyDetail
        {
            PolicyName = shown.PolicyName,
            PolicyId = shown.PolicyId,
            Arn = shown.Arn,
            Path = shown.Path,
            DefaultVersionId = shown.DefaultVersionId,
            AttachmentCount = shown.AttachmentCount,
            PermissionsBoundaryUsageCount = shown.PermissionsBoundaryUsageCount,
            IsAttachable = shown.IsAttachable,
            Description = policy.Description,
            CreateDate = shown.CreateDate,
            UpdateDate = shown.UpdateDate,
            PolicyVersionList = [.. policy.Versions.Reverse().Select(version => version.ToWire(policy) with { Document = version.Document })],
        };
        return new PolicyInUse(detail, shown.AttachmentCount > 0 || shown.PermissionsBoundaryUsageCount > 0);
    }

    private static List<PolicyDetail> Inline(Grants grants) =>
        [.. grants.Inline.Select(static policy => new PolicyDetail { PolicyName = policy.Name, PolicyDocument = policy.Document })];
}
