using Daypass.Policy.Language;

namespace Daypass.Policy.TrustPolicies;

/// <summary>An entry under <c>AWS</c> of a Principal element, for the directory to resolve when a trust policy is saved.</summary>
/// <param name="Value">What was written.</param>
/// <param name="IsUserOrRole">True for the ARN of a user or role, which is stored with that entity's unique id; accounts, sessions and the star are not.</param>
/// <param name="Position">Where it was written.</param>
public sealed record AwsPrincipalReference(string Value, bool IsUserOrRole, TextPosition Position)
{
    /// <summary>IAM's answer when nothing of that name exists.</summary>
    public PolicyFault Unknown() => PolicyFault.InvalidPrincipal("AWS", Value, Position);
}
