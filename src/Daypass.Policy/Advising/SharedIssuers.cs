namespace Daypass.Policy.Advising;

/// <summary>An issuer whose tokens many organizations hold, and a claim that says whose a token is.</summary>
/// <param name="Issuer">The issuer without its scheme; a trailing slash stands for everything below it.</param>
/// <param name="Claim">The claim, or a whole condition key where the issuer's claims do not tell.</param>
/// <param name="OwnerParts">How many separators (colon or slash) stand before the end of the owner's name; 0 when the whole value names it.</param>
internal sealed record SharedIssuer(string Issuer, string Claim, int OwnerParts)
{
    /// <summary>The condition key under an issuer as a policy spells it.</summary>
    internal string KeyOf(string issuer) => Claim.Contains(':', StringComparison.Ordinal) ? Claim : $"{issuer}:{Claim}";
}

/// <summary>The shared issuers and the claims that tell their customers apart.</summary>
/// <remarks>
/// Source: IAM User Guide, "Identity-provider controls for shared OIDC providers", with claims beside AWS's one that name the owner too. Its rows for
/// products whose issuer changes with every version have no name to list.
/// </remarks>
internal static class SharedIssuers
{
    private static readonly SharedIssuer[] Rows =
    [
        new("token.actions.githubusercontent.com", "sub", 2),
        new("token.actions.githubusercontent.com", "job_workflow_ref", 1),
        new("token.actions.githubusercontent.com", "repository", 1),
        new("token.actions.githubusercontent.com", "repository_id", 0),
        new("token.actions.githubusercontent.com", "repository_owner_id", 0),
        new("token.actions.githubusercontent.com", "enterprise_id", 0),
        new("vstoken.actions.githubusercontent.com", "sub", 2),
        new("oidc-configuration.audit-log.githubusercontent.com", "sub", 0),
        new("gitlab.com", "sub", 2),
        new("gitlab.com", "project_id", 0),
        new("gitlab.com", "namespace_id", 0),
        new("agent.buildkite.com", "sub", 2),
        new("agent.buildkite.com", "organization_slug", 0),
        new("agent.buildkite.com", "organization_id", 0),
        new("agent.buildkite.com", "pipeline_id", 0),
        new("oidc.circleci.com/org/", "sub", 2),
        new("oidc.circleci.com/org/", "aud", 0),
        new("app.terraform.io", "sub", 2),
        new("oidc.codefresh.io", "sub", 2),
        new("studio.datachain.ai/api", "sub", 2),
        new("scalr.io", "sub", 2),
        new("tokens.cloud.shisho.dev", "sub", 2),
        new("proidc.upbound.io", "sub", 2),
        new("oidc.vercel.com", "sub", 2),
        new("oidc.vercel.com", "aud", 0),
        new("sandboxes.cloud", "aud", 0),
        new("api.pulumi.com/oidc", "sub", 4),
        new("api.pulumi.com/oidc", "aud", 0),
        new("sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "sts:RoleSessionName", 0),
        new("accounts.google.com", "aud", 0),
        new("accounts.google.com", "sub", 0),
        new("accounts.google.com", "oaud", 0),
        new("cognito-identity.amazonaws.com", "aud", 0),
        new("www.amazon.com", "app_id", 0),
        new("graph.facebook.com", "app_id", 0),
    ];

    /// <summary>The claims that make trust in an issuer specific; empty for an issuer that is not shared.</summary>
    public static IReadOnlyList<SharedIssuer> FindByIssuer(string issuer) => Array.FindAll(Rows, row => IsSame(row.Issuer, issuer));

    // A slash at the end, or letters of the other case, make another provider of the same people.
    private static bool IsSame(string row, string issuer) => row[^1] == '/'
        ? issuer.StartsWith(row, StringComparison.OrdinalIgnoreCase)
        : issuer.AsSpan().TrimEnd('/').Equals(row, StringComparison.OrdinalIgnoreCase);
}
