namespace Daypass.Iam.Roles;

/// <summary>Shows roles.</summary>
internal static class RoleAnswers
{
    /// <summary>A role with its description, its longest session and its trust policy as it is shown now.</summary>
    public static async ValueTask<RoleShape> Show(this IamServices iam, Role role, CancellationToken cancelled) =>
        role.ToWire(iam.Arns, await iam.Trust.Show(iam.Store, role.Trust, cancelled)) with
        {
            Description = role.Description,
            MaxSessionDuration = role.MaxSessionSeconds,
        };
}
