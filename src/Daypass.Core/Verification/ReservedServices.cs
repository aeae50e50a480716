using System.Collections.Frozen;

namespace Daypass.Core.Verification;

/// <summary>Signing names of services that only this server answers: what was signed for them is nobody else's to verify.</summary>
public static class ReservedServices
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        ["sts", "iam", "daypass", "sso", "sso-oauth", "sso-oidc", "signin", "organizations", "iam-toolbox", "rolesanywhere", "eks-auth"],
        StringComparer.Ordinal);

    /// <summary>True when no other service may ask about requests that were signed for this name.</summary>
    public static bool Contains(string signingName) => Names.Contains(signingName);
}
