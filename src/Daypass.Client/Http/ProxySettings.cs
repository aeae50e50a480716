namespace Daypass.Client.Http;

/// <summary>Which proxy the environment asks for: <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c>, in either case.</summary>
public static class ProxySettings
{
    /// <summary>The proxy for an address, or null. This machine itself is never asked for by way of another one.</summary>
    public static ProxyServer? Find(Uri url, ClientEnvironment environment)
    {
        var scheme = url.Scheme == Uri.UriSchemeHttps ? "https_proxy" : "http_proxy";
        var (name, value) = FindVariable(environment, scheme) ?? FindVariable(environment, "all_proxy") ?? (string.Empty, string.Empty);
        if (value.Length == 0 || url.IsLoopback || ProxyExclusions.Contain(FindVariable(environment, "no_proxy")?.Value, url))
        {
            return null;
        }

        value = value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value;
        var usable = Uri.TryCreate(value, UriKind.Absolute, out var proxy)
            && proxy is { Host.Length: > 0, Scheme: "http" or "https" or "socks4" or "socks4a" or "socks5" };
        return new ProxyServer(usable ? proxy : null, $"the environment variable {name}");
    }

    private static (string Name, string Value)? FindVariable(ClientEnvironment environment, string name)
    {
        foreach (var spelling in new[] { name, name.ToUpperInvariant() })
        {
            if (environment.GetVariable(spelling) is { } value)
            {
                return (spelling, value);
            }
        }

        return null;
    }
}
