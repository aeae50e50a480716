using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Daypass.AspNetCore.Permissions;

/// <summary>Permissions of minimal APIs, groups and authorization policies.</summary>
public static class PermissionConventions
{
    /// <summary>The endpoint is for callers whose policies allow an action on the resource that a template names.</summary>
    /// <param name="builder">The endpoint, or a group of them.</param>
    /// <param name="action">The action, <c>service:Name</c>.</param>
    /// <param name="arn">The template of the resource's ARN; route values fill it.</param>
    /// <param name="keys">Condition keys of the service's own.</param>
    public static TBuilder RequirePermission<TBuilder>(
        this TBuilder builder, string action, string arn, Func<HttpContext, IEnumerable<KeyValuePair<string, string>>>? keys = null)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequirePermissionAttribute(new PermissionRequirement(action, arn, keys)));

    /// <summary>The endpoint is for callers whose policies allow an action on the resource that code names.</summary>
    /// <param name="builder">The endpoint, or a group of them.</param>
    /// <param name="action">The action, <c>service:Name</c>.</param>
    /// <param name="resource">Gives the resource's ARN.</param>
    /// <param name="keys">Condition keys of the service's own.</param>
    public static TBuilder RequirePermission<TBuilder>(
        this TBuilder builder, string action, Func<HttpContext, string> resource, Func<HttpContext, IEnumerable<KeyValuePair<string, string>>>? keys = null)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequirePermissionAttribute(new PermissionRequirement(action, resource, keys)));

    /// <summary>The policy is for callers whose policies allow an action on the resource that a template names.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="action">The action, <c>service:Name</c>.</param>
    /// <param name="arn">The template of the resource's ARN; route values fill it.</param>
    /// <param name="keys">Condition keys of the service's own.</param>
    public static AuthorizationPolicyBuilder RequirePermission(
        this AuthorizationPolicyBuilder policy, string action, string arn, Func<HttpContext, IEnumerable<KeyValuePair<string, string>>>? keys = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(action, arn, keys));
    }

    /// <summary>Its bodies need not be covered by the signature, where clients sign as for S3.</summary>
    /// <param name="builder">The endpoint, or a group of them.</param>
    public static TBuilder AllowUnsignedPayload<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Bodies.UnsignedPayloadAttribute(isAllowed: true));
}
