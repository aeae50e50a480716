using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Providers;

/// <summary>What the URL of a provider may be when it is registered; afterwards it is compared character by character.</summary>
internal static class OidcProviderUrl
{
    private const string Scheme = "https://";
    private const string Unreadable = "Invalid Open ID Connect Provider URL";

    // A single-label host of one of these names would put a stranger's claims where policies look for what this service says itself.
    private static readonly string[] ReservedPrefixes = ["aws", "daypass", "iam", "saml", "sts"];

    /// <summary>The URL as it is kept: unchanged but for a port of 443, which AWS drops.</summary>
    internal static Result<string> Normalize(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Host.Length == 0)
        {
            return IamErrors.Invalid(Unreadable);
        }

        if (!url.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return IamErrors.InvalidInput(Unreadable + ". The URL must begin with https://.");
        }

        if (parsed.Query.Length > 0 || parsed.Fragment.Length > 0 || url.AsSpan().ContainsAny('?', '#'))
        {
            return IamErrors.InvalidInput("Unknown");
        }

        foreach (var character in url)
        {
            if (character is <= ' ' or > '~' or '\\' or '"' or '<' or '>' or '@' or '%')
            {
                return IamErrors.InvalidInput(Unreadable + ". The URL must not have a user name, escapes or characters outside ASCII.");
            }
        }

        if (IsReserved(parsed.Host))
        {
            return IamErrors.InvalidInput(Unreadable + ". The host name is one that condition keys of this service begin with.");
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
}
