namespace Daypass.Federation.Oidc.Claims;

/// <summary>Which claims of the issuers AWS knows become condition keys of a trust policy besides <c>aud</c>, <c>oaud</c>, <c>sub</c> and <c>amr</c>.</summary>
/// <remarks>
/// Of every other registered issuer all scalar claims and lists of scalars become keys: a provider of one's own has no page in AWS's reference.
/// </remarks>
internal static class IssuerClaims
{
    private static readonly (Func<string, bool> Matches, string[] Claims)[] Table =
    [
        (static issuer => IsSameIssuer(issuer, "token.actions.githubusercontent.com"),
            ["actor", "actor_id", "email", "enterprise_id", "environment", "job_workflow_ref", "ref", "repository", "repository_id", "repository_owner_id",
                "workflow"]),
        (static issuer => IsSameIssuer(issuer, "gitlab.com"),
            ["email", "namespace_id", "pipeline_source", "project_id", "ref_protected", "runner_environment", "user_access_level", "user_email", "user_id",
                "user_login"]),
        (static issuer => IsSameIssuer(issuer, "agent.buildkite.com"),
            ["build_branch", "cluster_id", "cluster_name", "email", "organization_id", "organization_slug", "pipeline_id", "pipeline_slug"]),
        (static issuer => IsSameIssuer(issuer, "accounts.google.com"),
            ["email", "google/organization_number"]),
        (static issuer => issuer.StartsWith("oidc.circleci.com/org/", StringComparison.OrdinalIgnoreCase),
            ["email", "oidc.circleci.com/project-id"]),
        (static issuer => ReadHost(issuer).EndsWith(".identity.oraclecloud.com", StringComparison.OrdinalIgnoreCase),
            ["email", "rpst_id"]),
    ];

    /// <summary>The listed claims of an issuer given without its scheme; null when it is not one of AWS's, and any claim may become a key.</summary>
    internal static IReadOnlyList<string>? Find(string issuer)
    {
        foreach (var (matches, claims) in Table)
        {
            if (matches(issuer))
            {
                return claims;
            }
        }

        return null;
    }

    private static bool IsSameIssuer(string issuer, string known) => string.Equals(issuer, known, StringComparison.OrdinalIgnoreCase);

    private static string ReadHost(string issuer) => issuer.IndexOfAny(['/', ':']) is var end and >= 0 ? issuer[..end] : issuer;
}
