namespace Daypass.Iam.InstanceProfiles;

/// <summary>Changes which role an instance profile holds.</summary>
internal static class ProfileRole
{
    /// <summary>Changes it, unless the role is a service's.</summary>
    public static ValueTask<Result<NoOutput>> ChangeRole(
        this IDirectoryStore store, InstanceProfile profile, string roleName, Func<InstanceProfile, Role, Result<InstanceProfile>> change,
            CancellationToken cancelled) =>
        store.Change(
            profile,
            async (transaction, current) =>
                await transaction.Find<Role>(current.Account, roleName, cancelled) is not { } role ? EntityMessages.Unknown(EntityKind.Role, roleName)
                : role.LinkedService is not null ? IamErrors.Protected(role.Name)
                : change(current, role),
            cancelled).WithoutOutput();
}
