using Microsoft.AspNetCore.Authorization;

namespace Daypass.AspNetCore.Permissions;

/// <summary>The endpoint is for callers whose policies allow an action on the resource that the request names. Several have to be allowed all.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate, AllowMultiple = true)]
public sealed class RequirePermissionAttribute : Attribute, IAuthorizeData, IAuthorizationRequirementData
{
    private readonly PermissionRequirement[] _requirements;

    /// <summary>An action on the resource that a template names.</summary>
    /// <param name="action">The action, <c>service:Name</c>.</param>
    /// <param name="arn">The template of the resource's ARN, such as <c>arn:aws:orders:{region}:{account}:order/{id}</c>; route values fill it.</param>
    /// <exception cref="FormatException">The template is none.</exception>
    public RequirePermissionAttribute(string action, string arn)
        : this(new PermissionRequirement(action, arn)) => (Action, Arn) = (action, arn);

    internal RequirePermissionAttribute(PermissionRequirement requirement) => _requirements = [requirement];

    /// <summary>The action.</summary>
    public string? Action { get; }

    /// <summary>The template of the resource's ARN.</summary>
    public string? Arn { get; }

    /// <summary>The scheme, where there are several and Daypass is not the default one.</summary>
    public string? AuthenticationSchemes { get; set; }

    /// <summary>Not used; a permission is more than a role.</summary>
    string? IAuthorizeData.Policy { get; set; }

    /// <summary>Not used.</summary>
    string? IAuthorizeData.Roles { get; set; }

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => _requirements;

    /// <summary>The permission of this attribute.</summary>
    internal PermissionRequirement Requirement => _requirements[0];
}
