namespace Daypass.Iam.ResourcePolicies;

/// <summary>A permission on the policy of a resource.</summary>
/// <param name="Name">The action.</param>
/// <param name="On">The ARN with variables, or the star.</param>
internal sealed record ResourcePolicyPermission(string Name, string On) : Permission(Name)
{
    /// <inheritdoc/>
    public override string Resource => On;
}
