using System.Collections.Frozen;

namespace Daypass.Policy.Keys;

/// <summary>Every condition key the product knows: type, single or multivalued, and when a request carries it.</summary>
public static class ContextKeys
{
    private static readonly FrozenDictionary<string, ContextKey> ByName =
        CollectRows().ToFrozenDictionary(static key => key.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The global keys, all beginning with <c>aws:</c>.</summary>
    public static IReadOnlyList<ContextKey> Global => AwsGlobalKeys.Rows;

    /// <summary>Keys of other services that travel with temporary credentials handed out on AWS compute.</summary>
    public static IReadOnlyList<ContextKey> CrossService => CrossServiceKeys.Rows;

    /// <summary>Keys of the STS operations.</summary>
    public static IReadOnlyList<ContextKey> Sts => StsKeys.Rows;

    /// <summary>Keys of the IAM operations.</summary>
    public static IReadOnlyList<ContextKey> Iam => IamKeys.Rows;

    /// <summary>Keys of AssumeRoleWithSAML.</summary>
    public static IReadOnlyList<ContextKey> Saml => SamlKeys.Rows;

    /// <summary>Claims of AssumeRoleWithWebIdentity; a key is the issuer without its scheme, a colon and the claim.</summary>
    public static IReadOnlyList<ContextKey> OidcClaims => OidcKeys.Claims;

    /// <summary>Claims that particular issuers add to their tokens, as full keys.</summary>
    public static IReadOnlyList<ContextKey> OidcIssuers => OidcKeys.Issuers;

    /// <summary>
    /// The row of a key as a policy writes it, without regard to case; a tag key finds its family, an OIDC key its
    /// claim. Null for a key in Daypass's or AWS's own name spaces that does not exist.
    /// </summary>
    public static ContextKey? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (ByName.TryGetValue(key, out var row))
        {
            return row;
        }

        return FindFamily(key, 0, out var slash) ?? FindFamily(key, slash + 1, out _) ?? OidcKeys.Find(key);
    }

    // No family has more than two slashes in its name, and a key may have very many.
    private static ContextKey? FindFamily(string key, int from, out int slash)
    {
        slash = key.IndexOf('/', from);
        return slash >= 0 && slash + 1 < key.Length && ByName.TryGetValue(key[..(slash + 1)], out var family) ? family : null;
    }

    /// <summary>The table's own string for a key it holds, the text itself for every other.</summary>
    internal static string Intern(string key) => ByName.TryGetValue(key, out var row) ? row.Name : key;

    private static IEnumerable<ContextKey> CollectRows() =>
        [.. AwsGlobalKeys.Rows, .. CrossServiceKeys.Rows, .. StsKeys.Rows, .. IamKeys.Rows, .. SamlKeys.Rows, .. OidcKeys.Issuers];
}
