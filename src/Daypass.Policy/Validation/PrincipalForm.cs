using Daypass.Policy.Language;
using Daypass.Policy.Values;

namespace Daypass.Policy.Validation;

/// <summary>What a principal entry may look like when a document is saved.</summary>
internal static class PrincipalForm
{
    /// <summary>True for the ARN of one user or one role.</summary>
    public static bool IsUserOrRoleArn(string value) =>
        TrySplit(value, out var service, out var rest) && service is "iam" && (IsNamed(rest, "user/") || IsNamed(rest, "role/"));

    public static bool IsLegal(PrincipalEntry entry) => entry.Type switch
    {
        "AWS" => IsLegalAws(entry.Value),
        "Service" => IsHostName(entry.Value),
        "Federated" => IsLegalProvider(entry.Value),
        "CanonicalUser" => entry.Value.Length == 64 && entry.Value.All(char.IsAsciiHexDigit),
        _ => true,
    };

    private static bool IsLegalAws(string value)
    {
        if (value == "*" || IsAccount(value))
        {
            return true;
        }

        return TrySplit(value, out var service, out var rest) && service switch
        {
            "iam" => rest is "root" || IsNamed(rest, "user/") || IsNamed(rest, "role/"),
            "sts" => IsNamed(rest, "federated-user/") || (IsNamed(rest, "assumed-role/") && rest.Count('/') == 2),
            _ => false,
        };
    }

    private static bool IsLegalProvider(string value) =>
        value.StartsWith("arn:", StringComparison.Ordinal)
            ? TrySplit(value, out var service, out var rest) && service is "iam" && (IsNamed(rest, "saml-provider/") || IsIssuer(rest))
            : IsHostName(value);

    private static bool TrySplit(string value, out string service, out ReadOnlySpan<char> rest)
    {
        var parts = ArnText.Split(value);
        service = "";
        rest = default;
        if (!parts.IsWhole
            || !parts.Part(value, 0).SequenceEqual("arn")
            || !parts.Part(value, 1).StartsWith("aws")
            || !parts.Part(value, 3).IsEmpty
            || !IsAccount(parts.Part(value, 4)))
        {
            return false;
        }

        service = parts.Part(value, 2).ToString();
        rest = parts.Part(value, 5);
        return true;
    }

    private static bool IsNamed(ReadOnlySpan<char> rest, string prefix) =>
        rest.StartsWith(prefix) && rest.Length > prefix.Length && rest[^1] != '/' && !rest.ContainsAny('*', '?', ' ');

    // An issuer may end in a slash, and is another one then: there are providers whose tokens say so.
    private static bool IsIssuer(ReadOnlySpan<char> rest) => IsNamed(rest.EndsWith('/') ? rest[..^1] : rest, "oidc-provider/");

    private static bool IsAccount(ReadOnlySpan<char> text) => text.Length == 12 && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsHostName(string value) =>
        value.Contains('.', StringComparison.Ordinal)
        && value[0] != '.' && value[^1] != '.'
        && value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
