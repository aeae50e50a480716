namespace Daypass.Iam.InstanceProfiles;

/// <summary>Puts a role into an instance profile, which passes the role to EC2.</summary>
internal sealed class AddRoleToInstanceProfile(IamServices iam) : EntityOperation<AddRoleToInstanceProfileRequest, InstanceProfile, NoOutput>(
    iam, static input => input.InstanceProfileName, PermissionKeys.PassedToService, PassRole)
{
    private const string PassRole = "iam:PassRole";
    private const string Ec2 = "ec2.amazonaws.com";

    protected override IamRequestKeys KeysOf(AddRoleToInstanceProfileRequest input) => new() { PassedTo = Ec2 };

    protected override async ValueTask<Access[]> AlsoNeeded(
        AddRoleToInstanceProfileRequest input, PermissionSubject subject, InstanceProfile? entity, OperationContext context)
    {
        var account = context.Caller.Account;
        var role = await Iam.Store.Find<Role>(account, input.RoleName, context.Cancelled) is { } found
            ? PermissionSubject.From(found, IamResource.Role, Iam.Arns)
            : new PermissionSubject(Iam.Arns.Iam(account, "role", "/", input.RoleName), account);
        return [On(PassRole, role)];
    }

    protected override ValueTask<Result<NoOutput>> Handle(AddRoleToInstanceProfileRequest input, InstanceProfile profile, OperationContext context) =>
        Iam.Store.ChangeRole(
            profile,
            input.RoleName,
            static (current, role) => current.RoleId is null
                ? current with { RoleId = role.Id }
                : IamErrors.QuotaExceeded("InstanceSessionsPerInstanceProfile", 1),
            context.Cancelled);
}
