namespace Daypass.Policy.Advising;

/// <summary>An issuer whose tokens many organizations hold, and a claim that says whose a token is.</summary>
/// <param name="Issuer">The issuer without its scheme; a trailing slash stands for everything below it.</param>
/// <param name="Claim">The claim, or a whole condition key where the issuer's claims do not tell.</param>
/// <param name="OwnerParts">How many separators (colon or slash) stand before the end of the owner's name; 0 when the whole value names it.</param>
/// <param name="IsAsked">True for the claim that AWS asks for before it saves a trust policy.</param>
internal sealed record SharedIssuer(string Issuer, string Claim, int OwnerParts, bool IsAsked = false)
{
    /// <summary>The condition key under an issuer as a policy spells it.</summary>
    internal string KeyOf(string issuer) => Claim.Contains(':', StringComparison.Ordinal) ? Claim : $"{issuer}:{Claim}";
}

/// <summary>The shared issuers and the claims that tell their customers apart.</summary>
/// <remarks>
/// Source: IAM User Guide, "Identity-provider controls for shared OIDC providers", with claims beside AWS's one that name the owner too, and CircleCI.
/// </remarks>
internal static class SharedIssuers
{
    private const string GitHub = "token.actions.githubusercontent.com";

    private static readonly SharedIssuer[] Rows =
    [
        new("token.actions.githubusercontent.com", "sub", 2, IsAsked: true),
        new("token.actions.githubusercontent.com", "job_workflow_ref", 1, IsAsked: true),
        new("token.actions.githubusercontent.com", "repository", 1),
        new("token.actions.githubusercontent.com", "repository_id", 0),
        new("token.actions.githubusercontent.com", "repository_owner_id", 0),
        new("token.actions.githubusercontent.com", "enterprise_id", 0),
        new("vstoken.actions.githubusercontent.com", "sub", 2, IsAsked: true),
        new("oidc-configuration.audit-log.githubusercontent.com", "sub", 0, IsAsked: true),
        new("gitlab.com", "sub", 2, IsAsked: true),
        new("gitlab.com", "project_id", 0),
        new("gitlab.com", "namespace_id", 0),
        new("agent.buildkite.com", "sub", 2, IsAsked: true),
        new("agent.buildkite.com", "organization_slug", 0),
        new("agent.buildkite.com", "organization_id", 0),
        new("agent.buildkite.com", "pipeline_id", 0),
        new("oidc.circleci.com/org/", "sub", 2),
        new("oidc.circleci.com/org/", "aud", 0),
        new("app.terraform.io", "sub", 2, IsAsked: true),
        new("oidc.codefresh.io", "sub", 2, IsAsked: true),
        new("studio.datachain.ai/api", "sub", 2, IsAsked: true),
        new("scalr.io", "sub", 2, IsAsked: true),
        new("tokens.cloud.shisho.dev", "sub", 2, IsAsked: true),
        new("proidc.upbound.io", "sub", 2, IsAsked: true),
        new("oidc.vercel.com", "sub", 2),
        new("oidc.vercel.com", "aud", 0, IsAsked: true),
        new("sandboxes.cloud", "aud", 0, IsAsked: true),
        new("api.pulumi.com/oidc", "sub", 4),
        new("api.pulumi.com/oidc", "aud", 0, IsAsked: true),
        new("sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "sts:RoleSessionName", 0, IsAsked: true),
        new("accounts.google.com", "aud", 0),
        new("accounts.google.com", "sub", 0),
        new("accounts.google.com", "oaud", 0),
        new("cognito-identity.amazonaws.com", "aud", 0, IsAsked: true),
        new("rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7", "sub", 0, IsAsked: true),
        new("rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr", "sub", 0, IsAsked: true),
        new("rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg", "sub", 0, IsAsked: true),
        new("rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26", "sub", 0, IsAsked: true),
        new("oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb", "sub", 0, IsAsked: true),
        new("oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu", "sub", 0, IsAsked: true),
        new("www.amazon.com", "app_id", 0),
        new("graph.facebook.com", "app_id", 0),
    ];

    /// <summary>The issuer that an entry of Federated names, by its provider's ARN or by itself; null for a provider of another kind.</summary>
    public static string? FindIssuer(string provider)
    {
        const string Marker = ":oidc-provider/";
        var at = provider.IndexOf(Marker, StringComparison.Ordinal);
        return at >= 0 ? provider[(at + Marker.Length)..]
            : provider.StartsWith("arn:", StringComparison.Ordinal) ? null
            : provider;
    }

    /// <summary>The claims that make trust in an issuer specific; empty for an issuer that is not shared.</summary>
    public static IReadOnlyList<SharedIssuer> FindByIssuer(string issuer) => Array.FindAll(Rows, row => IsSame(row.Issuer, issuer));

    /// <summary>The condition keys of which AWS asks for one; empty for an issuer that AWS does not know. GitHub is known by how its issuer begins.</summary>
    public static IReadOnlyList<string> FindAskedKeys(string issuer)
    {
        var known = IsGitHub(issuer) ? GitHub : issuer;
        var rows = Array.FindAll(Rows, row => row.IsAsked && row.Issuer.Equals(known, StringComparison.OrdinalIgnoreCase));
        return Array.ConvertAll(rows, row => row.KeyOf(issuer));
    }

    /// <summary>True for GitHub's issuer, those below it of its enterprises, and whatever else begins with its name.</summary>
    public static bool IsGitHub(string issuer) => issuer.StartsWith(GitHub, StringComparison.OrdinalIgnoreCase);

    // A slash at the end, or letters of the other case, make another provider of the same people.
    private static bool IsSame(string row, string issuer) => row[^1] == '/'
        ? issuer.StartsWith(row, StringComparison.OrdinalIgnoreCase)
        : issuer.AsSpan().TrimEnd('/').Equals(row, StringComparison.OrdinalIgnoreCase);
}
