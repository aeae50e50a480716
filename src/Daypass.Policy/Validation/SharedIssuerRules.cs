using Daypass.Policy.Advising;
using Daypass.Policy.Conditions;
using Daypass.Policy.Language;

namespace Daypass.Policy.Validation;

/// <summary>Which claim a statement must ask for that lets the tokens of a shared issuer in (IAM User Guide, "Identity-provider controls for shared OIDC
/// providers").</summary>
internal static class SharedIssuerRules
{
    private const string WebIdentity = "sts:AssumeRoleWithWebIdentity";
    private const string Cognito = "cognito-identity.amazonaws.com";
    private const string NothingForCognito = "A condition block must be present for the Cognito provider";

    public static PolicyFault? Validate(Statement statement)
    {
        if (statement.Effect != Effect.Allow || !statement.Actions!.Contains(WebIdentity))
        {
            return null;
        }

        foreach (var entry in statement.Principals!)
        {
            if (entry.Type == "Federated" && SharedIssuers.FindIssuer(entry.Value) is { } issuer && FindProblem(statement, entry.Value, issuer) is { } message)
            {
                return DocumentRules.Malformed(message, entry.Position);
            }
        }

        return null;
    }

    private static string? FindProblem(Statement statement, string provider, string issuer)
    {
        if (FindApplicationKeys(issuer) is { } applications)
        {
            return NamesApplication(statement, applications) ? null : $"Policy trusting {issuer} requires a StringEquals condition on an application id";
        }

        if (issuer == Cognito && statement.Conditions is not { Count: > 0 })
        {
            return NothingForCognito;
        }

        var keys = SharedIssuers.FindAskedKeys(issuer);
        var isGitHub = SharedIssuers.IsGitHub(issuer);
        return keys.Count == 0 || IsScoped(statement, keys, isGitHub)
            ? null
            : $"Trust policy with trusted principal {(isGitHub ? provider : issuer)} must evaluate, using StringEquals, StringLike or "
                + $"StringEqualsIgnoreCase, {string.Join(" or ", keys)} which is not scoped to all.";
    }

    /// <summary>The providers that were there before OpenID Connect have an older rule, which knows keys in this spelling only.</summary>
    private static string[]? FindApplicationKeys(string issuer) => issuer switch
    {
        "accounts.google.com" => ["accounts.google.com:aud", "accounts.google.com:oaud", "accounts.google.com:sub"],
        "www.amazon.com" => ["www.amazon.com:app_id", "www.amazon.com:sub"],
        "graph.facebook.com" => ["graph.facebook.com:app_id", "graph.facebook.com:sub"],
        _ => null,
    };

    private static bool NamesApplication(Statement statement, string[] keys) => (statement.Conditions ?? []).Any(condition =>
        keys.Contains(condition.Key) && IsDemandOf(condition.Operator, "StringEquals", "StringEqualsIgnoreCase"));

    /// <summary>True when one operator has a key of these, and all that it asks of them is narrower than everything.</summary>
    private static bool IsScoped(Statement statement, IReadOnlyList<string> keys, bool isGitHub) =>
        (statement.Conditions ?? [])
            .Where(condition => keys.Contains(condition.Key, StringComparer.OrdinalIgnoreCase)
                && IsDemandOf(condition.Operator, "StringEquals", "StringLike", "StringEqualsIgnoreCase"))
            .GroupBy(static condition => condition.Operator, StringComparer.Ordinal)
            .Any(block => block.All(condition => !condition.Values.Any(value => TakesAll(value, isGitHub))));

    private static bool TakesAll(string value, bool isGitHub) =>
        isGitHub ? string.IsNullOrWhiteSpace(value) || value[0] == '*' : value == "*";

    private static bool IsDemandOf(string comparison, params ReadOnlySpan<string> names) =>
        ConditionOperators.Find(comparison, out _, out var ifExists) is { } row && !ifExists && names.Contains(row.Name);
}
