namespace Daypass.Iam.InstanceProfiles;

/// <summary>Puts a role into an instance profile, which passes the role to EC2.</summary>
internal sealed class AddRoleToInstanceProfile(IamServices iam) : IamOperation<AddRoleToInstanceProfileRequest, AddRoleToInstanceProfile.Target, NoOutput>(
    iam,
    new IamPermission(
        AddRoleToInstanceProfileRequest.Operation.Name, IamResource.For(EntityKind.InstanceProfile), IamScope.Existing, PermissionKeys.PassedToService)
    {
        AlsoActions = [PassRole],
    })
{
    private const string PassRole = "iam:PassRole";
    private const string Ec2 = "ec2.amazonaws.com";

    protected override IamRequestKeys KeysOf(AddRoleToInstanceProfileRequest input) => new() { PassedTo = Ec2 };

    protected override async ValueTask<Result<Demand<Target>>> Resolve(AddRoleToInstanceProfileRequest request, OperationContext context)
    {
        var profile = await Find<InstanceProfile>(request.InstanceProfileName, context);
        var role = await Find<Role>(request.RoleName, context);
        return Require(profile.Subject, new Target(profile.Entity, role.Entity), request, context, On(PassRole, role.Subject));
    }

    protected override ValueTask<Result<NoOutput>> Handle(AddRoleToInstanceProfileRequest request, Target target, OperationContext context) =>
        target.Profile is { } profile
            ? Iam.Store.ChangeRole(
                profile,
                request.RoleName,
                (current, role) =>
                    target.Role is not { } passed || !PermissionSubject.AreAlike(passed, role) ? IamErrors.ConcurrentModification
                    : current.RoleId is null ? current with { RoleId = role.Id }
                    : IamErrors.QuotaExceeded("InstanceSessionsPerInstanceProfile", 1),
                context.Cancelled)
            : new(EntityMessages.Unknown(EntityKind.InstanceProfile, request.InstanceProfileName));

    /// <summary>What was authorized; null where there is none.</summary>
    /// <param name="Profile">The instance profile.</param>
    /// <param name="Role">The role that is passed.</param>
    internal readonly record struct Target(InstanceProfile? Profile, Role? Role);
}
