using Daypass.Iam.InstanceProfiles;
using Daypass.Iam.Policies;

namespace Daypass.Iam.Accounts;

/// <summary>A managed policy in detail, and whether the account uses it.</summary>
internal sealed record PolicyInUse(ManagedPolicyDetail Detail, bool IsUsed);

/// <summary>Shows entities with everything that gives them permissions.</summary>
internal sealed class AuthorizationDetails(IamServices iam)
{
    /// <summary>More profiles than can hold one role in an account of AWS's size.</summary>
    private const int MostProfiles = 1000;

    public async ValueTask<UserDetail> Describe(User user, OperationContext context) => new()
    {
        Path = user.Path,
        UserName = user.Name,
        UserId = user.Id,
        Arn = iam.Arns.For(user),
        CreateDate = user.CreatedAt,
        // AWS leaves the list of a user out when it is empty; those of groups and roles are there.
        UserPolicyList = user.Grants.Inline.Count == 0 ? null : Inline(user.Grants),
        GroupList = (await iam.Store.GroupsOf(user, context.Cancelled)).ConvertAll(static group => group.Name),
        AttachedManagedPolicies = [.. user.Grants.AttachedToWire()],
        PermissionsBoundary = user.Grants.Boundary(),
        Tags = user.Tags.ToWire(),
    };

    public ValueTask<GroupDetail> Describe(Group group) => new(new GroupDetail
    {
        Path = group.Path,
        GroupName = group.Name,
        GroupId = group.Id,
        Arn = iam.Arns.For(group),
        CreateDate = group.CreatedAt,
        GroupPolicyList = Inline(group.Grants),
        AttachedManagedPolicies = [.. group.Grants.AttachedToWire()],
    });

    public async ValueTask<RoleDetail> Describe(Role role, OperationContext context)
    {
        var profiles = new List<InstanceProfileShape>();
        foreach (var profile in await iam.Store.Referrers<InstanceProfile>(role.Account, Relation.HoldsRole, role.Id, "/", "", MostProfiles, context.Cancelled))
        {
            profiles.Add(await iam.Show(profile, context.Cancelled));
        }

        var use = await iam.Uses.Find(role.Id, context.Cancelled);
        return new RoleDetail
        {
            Path = role.Path,
            RoleName = role.Name,
            RoleId = role.Id,
            Arn = iam.Arns.For(role),
            CreateDate = role.CreatedAt,
            AssumeRolePolicyDocument = await iam.Trust.Show(iam.Store, role.Trust, context.Cancelled),
            InstanceProfileList = profiles,
            RolePolicyList = Inline(role.Grants),
            AttachedManagedPolicies = [.. role.Grants.AttachedToWire()],
            PermissionsBoundary = role.Grants.Boundary(),
            Tags = role.Tags.ToWire(),
            RoleLastUsed = new RoleLastUsed { LastUsedDate = use?.At, Region = use?.Region },
        };
    }

    public async ValueTask<PolicyInUse> Describe(ManagedPolicy policy, OperationContext context)
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
            CreateDate = shown.CreateDate,
            UpdateDate = shown.UpdateDate,
            PolicyVersionList = [.. policy.Versions.Reverse().Select(version => version.ToWire(policy) with { Document = version.Document })],
        };
        return new PolicyInUse(detail, shown.AttachmentCount > 0 || shown.PermissionsBoundaryUsageCount > 0);
    }

    private static List<PolicyDetail> Inline(Grants grants) =>
        [.. grants.Inline.Select(static policy => new PolicyDetail { PolicyName = policy.Name, PolicyDocument = policy.Document })];
}
