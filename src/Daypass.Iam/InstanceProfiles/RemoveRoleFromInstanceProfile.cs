namespace Daypass.Iam.InstanceProfiles;

/// <summary>Takes the role out of an instance profile.</summary>
internal sealed class RemoveRoleFromInstanceProfile(IamServices iam)
    : EntityOperation<RemoveRoleFromInstanceProfileRequest, InstanceProfile, NoOutput>(iam, static input => input.InstanceProfileName)
{
    protected override ValueTask<Result<NoOutput>> Handle(RemoveRoleFromInstanceProfileRequest input, InstanceProfile profile, OperationContext context) =>
        Iam.Store.ChangeRole(
            profile,
            input.RoleName,
            static (current, role) => current.RoleId == role.Id
                ? current with { RoleId = null }
                : IamErrors.NoSuchEntity($"The role with name {role.Name} is not in instance profile {current.Name}."),
            context.Cancelled);
}
