using static Daypass.Policy.Keys.ContextKeyType;

namespace Daypass.Policy.Keys;

/// <summary>Claims of identity tokens as condition keys.</summary>
internal static class OidcKeys
{
    private const string Exchange = "AssumeRoleWithWebIdentity";
    private const string Kept = "AssumeRoleWithWebIdentity and the sessions from it";
    private const string Claimed = "AssumeRoleWithWebIdentity whose token has the claim";

    public static readonly ContextKey[] Claims =
    [
        new("aud", Text, false, Kept + "; azp when the token has it"),
        new("sub", Text, false, Kept),
        new("amr", Text, true, Kept),
        new("oaud", Text, true, Exchange + "; the token's own aud"),
        new("azp", Text, false, Claimed),
        new("email", Text, false, Claimed),
    ];

    public static readonly ContextKey[] Issuers =
    [
        .. Of("token.actions.githubusercontent.com", "actor", "actor_id", "enterprise_id", "environment", "job_workflow_ref", "ref",
            "repository", "repository_id", "repository_owner_id", "workflow"),
        .. Of("gitlab.com", "namespace_id", "pipeline_source", "project_id", "ref_protected", "runner_environment", "user_access_level",
            "user_email", "user_id", "user_login"),
        .. Of("agent.buildkite.com", "build_branch", "cluster_id", "cluster_name", "organization_id", "organization_slug", "pipeline_id", "pipeline_slug"),
        .. Of("accounts.google.com", "google/organization_number"),
        .. Of("graph.facebook.com", "app_id", "id"),
        .. Of("www.amazon.com", "app_id", "user_id"),
    ];

    /// <summary>A claim of any issuer; the claim stands after the last colon, for an issuer's port has a colon of its own.</summary>
    public static ContextKey? Find(string key)
    {
        var colon = key.LastIndexOf(':');
        if (colon <= 0 || colon == key.Length - 1 || !IsIssuer(key.AsSpan(0, colon)))
        {
            return null;
        }

        var claim = key[(colon + 1)..];
        return Array.Find(Claims, row => row.Name.Equals(claim, StringComparison.OrdinalIgnoreCase)) ?? new ContextKey(key, Text, false, Claimed);
    }

    private static bool IsIssuer(ReadOnlySpan<char> text) =>
        text.ContainsAny('.', ':') || text.StartsWith("localhost", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<ContextKey> Of(string issuer, params string[] claims) =>
        claims.Select(claim => new ContextKey($"{issuer}:{claim}", Text, false, Claimed));
}
