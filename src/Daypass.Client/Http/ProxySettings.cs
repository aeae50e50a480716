namespace Daypass.Client.Http;

/// <summary>Which proxy the environment asks for: <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c>, in either case.</summary>
public static class ProxySettings
{
    /// <summary>The proxy for an address, or null.</summary>
    public static Uri? Find(Uri url, ClientEnvironment environment)
    {
        var name = url.Scheme == Uri.UriSchemeHttps ? "https_proxy" : "http_proxy";
        var value = FindVariable(environment, name) ?? FindVariable(environment, "all_proxy");
        if (value is null || IsExcluded(url.IdnHost, url.Port, FindVariable(environment, "no_proxy")))
        {
            return null;
        }

        value = value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value;
        return Uri.TryCreate(value, UriKind.Absolute, out var proxy) ? proxy : null;
    }

    private static string? FindVariable(ClientEnvironment environment, string name) =>
        environment.GetVariable(name) ?? environment.GetVariable(name.ToUpperInvariant());

    private static bool IsExcluded(string host, int port, string? list)
    {
        foreach (var part in (list ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pattern = part.TrimStart('*').TrimStart('.');
            var colon = pattern.LastIndexOf(':');
            if (colon > 0 && pattern[(colon + 1)..] == port.ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                pattern = pattern[..colon];
            }

            if (part == "*" || string.Equals(host, pattern, StringComparison.OrdinalIgnoreCase)
                || (pattern.Length > 0 && host.EndsWith("." + pattern, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
