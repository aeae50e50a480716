using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Providers;

/// <summary>What the URL of a provider may be when it is registered; afterwards it is compared character by character.</summary>
internal static class OidcProviderUrl
{
    private const string Scheme = "https://";

    // A single-label host of one of these names would put a stranger's claims where policies look for what this service says itself.
    private static readonly string[] ReservedPrefixes = ["aws", "iam", "saml", "sts"];

    /// <summary>The URL as it is kept: unchanged but for a port of 443, which AWS drops.</summary>
    internal static Result<string> Normalize(string url)
    {
        if (!url.StartsWith(Scheme, StringComparison.Ordinal) || !Uri.TryCreate(url, UriKind.Absolute, out var parsed))
        {
            return InvalidInput("The URL must begin with https:// and name a host.");
        }

        foreach (var character in url)
        {
            if (character is <= ' ' or > '~' or '\\' or '"' or '<' or '>' or '?' or '#' or '@' or '%')
            {
                return InvalidInput("The URL must not have a query, a fragment, a user name, escapes or characters outside ASCII.");
            }
        }

        if (parsed.Host.Length == 0 || IsReserved(parsed.Host))
        {
            return InvalidInput("The host name is one that condition keys of this service begin with.");
        }

        var slash = url.IndexOf('/', Scheme.Length);
        var authority = slash < 0 ? url : url[..slash];
        return authority.EndsWith(":443", StringComparison.Ordinal) ? authority[..^4] + url[authority.Length..] : url;
    }

    /// <summary>The URL without its scheme, as it stands in ARNs and condition keys and in GetOpenIDConnectProvider's answer.</summary>
    internal static string WithoutScheme(string url) => url.StartsWith(Scheme, StringComparison.Ordinal) ? url[Scheme.Length..] : url;

    /// <summary>True when condition keys of this issuer, given without scheme, could be taken for the service's own.</summary>
    internal static bool IsReserved(string issuer)
    {
        var first = issuer.AsSpan();
        first = first.IndexOfAny(":/") is var end and >= 0 ? first[..end] : first;
        foreach (var prefix in ReservedPrefixes)
        {
            if (first.Equals(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static AwsError InvalidInput(string message) => new("InvalidInput", 400, message);
}
