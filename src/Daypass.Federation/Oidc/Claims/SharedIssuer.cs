namespace Daypass.Federation.Oidc.Claims;

/// <summary>An issuer that many organizations share, so that its signature alone says nothing about who is calling.</summary>
/// <param name="Host">The issuer without scheme, as it stands in condition keys.</param>
/// <param name="RequiredKey">The condition key that a trust policy must test: AWS refuses to save one that does not.</param>
/// <remarks>Source: the IAM User Guide's page on identity-provider controls for shared OIDC providers.</remarks>
public sealed record SharedIssuer(string Host, string RequiredKey)
{
    /// <summary>The table.</summary>
    public static IReadOnlyList<SharedIssuer> All { get; } =
    [
        BySubject("agent.buildkite.com"),
        BySubject("app.terraform.io"),
        BySubject("gitlab.com"),
        BySubject("oidc.codefresh.io"),
        BySubject("oidc-configuration.audit-log.githubusercontent.com"),
        BySubject("proidc.upbound.io"),
        BySubject("scalr.io"),
        BySubject("studio.datachain.ai/api"),
        BySubject("token.actions.githubusercontent.com"),
        BySubject("tokens.cloud.shisho.dev"),
        BySubject("vstoken.actions.githubusercontent.com"),
        ByAudience("api.pulumi.com/oidc"),
        ByAudience("cognito-identity.amazonaws.com"),
        ByAudience("oidc.vercel.com"),
        ByAudience("sandboxes.cloud"),
    ];

    /// <summary>The issuer of that host and path, or null; case does not matter, because an account may have registered it in any.</summary>
    public static SharedIssuer? Find(string host)
    {
        foreach (var issuer in All)
        {
            if (string.Equals(issuer.Host, host, StringComparison.OrdinalIgnoreCase))
            {
                return issuer;
            }
        }

        return null;
    }

    private static SharedIssuer BySubject(string host) => new(host, host + ":sub");

    private static SharedIssuer ByAudience(string host) => new(host, host + ":aud");
}
