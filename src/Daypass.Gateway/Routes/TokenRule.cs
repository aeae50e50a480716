namespace Daypass.Gateway.Routes;

/// <summary>A route takes tokens of OpenID Connect in the place of signatures.</summary>
/// <param name="Role">The ARN of the role that is assumed with them.</param>
/// <param name="Duration">How long its sessions last; the role's own choice when null.</param>
public sealed record TokenRule(string Role, TimeSpan? Duration);
