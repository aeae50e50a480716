namespace Daypass.Client.Http;

/// <summary>One header line.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value; may be a secret, so it is never traced.</param>
public sealed record HttpHeader(string Name, string Value)
{
    /// <summary>The name only.</summary>
    public override string ToString() => Name;
}

/// <summary>One request to send.</summary>
/// <param name="Method">The method.</param>
/// <param name="Url">The absolute address.</param>
public sealed record HttpRequest(string Method, Uri Url)
{
    /// <summary>The headers apart from <c>Host</c>, <c>Content-Length</c> and <c>Connection</c>.</summary>
    public IReadOnlyList<HttpHeader> Headers { get; init; } = [];

    /// <summary>The body; null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The value of the <c>Host</c> header: the port is left out where it is the scheme's own.</summary>
    public string Host => Url.IsDefaultPort ? Url.IdnHost : $"{Bracketed(Url)}:{Url.Port}";

    private static string Bracketed(Uri url) => url.HostNameType == UriHostNameType.IPv6 ? $"[{url.IdnHost.Trim('[', ']')}]" : url.IdnHost;
}

/// <summary>One answer as it came.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">The headers in order.</param>
/// <param name="Body">The body, transfer encoding undone.</param>
public sealed record HttpAnswer(int Status, IReadOnlyList<HttpHeader> Headers, byte[] Body)
{
    /// <summary>The value of the first header of that name, or null.</summary>
    public string? Header(string name)
    {
        foreach (var header in Headers)
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }
}

/// <summary>How a connection is made and how long is waited.</summary>
public sealed record HttpSettings
{
    /// <summary>How long connecting may take; null waits as long as the system does.</summary>
    public TimeSpan? ConnectTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the answer may take: over a connection of its own between two pieces, over a shared one altogether; null waits for ever.</summary>
    public TimeSpan? ReadTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>False accepts any certificate.</summary>
    public bool VerifyCertificate { get; init; } = true;

    /// <summary>A file with the only certificates to trust, in PEM; null trusts what the system does.</summary>
    public string? CertificateBundle { get; init; }

    /// <summary>The proxy to go through; null goes straight.</summary>
    public ProxyServer? Proxy { get; init; }

    /// <summary>What makes these settings unusable for an address, or null. Going on without the setting would send the request another way.</summary>
    internal string? FindFault(Uri url)
    {
        if (Proxy is { Url: null, Origin: var origin })
        {
            return $"The proxy setting is no address that can be used: {origin}.";
        }

        return url.Scheme == Uri.UriSchemeHttps && VerifyCertificate && CertificateBundle is { } bundle && !File.Exists(bundle)
            ? $"Could not find a suitable TLS CA certificate bundle, invalid path: {bundle}"
            : null;
    }
}

/// <summary>Sends requests.</summary>
public interface IHttpSender
{
    /// <summary>Sends one request and waits for the whole answer; never throws for what a network does.</summary>
    /// <returns>The answer whatever its status, or why there is none.</returns>
    HttpResult Send(HttpRequest request, HttpSettings settings);
}

/// <summary>Why no answer came.</summary>
public enum HttpFailure
{
    /// <summary>There is an answer.</summary>
    None,

    /// <summary>The host could not be found or did not let us in.</summary>
    Unreachable,

    /// <summary>Connecting took too long.</summary>
    ConnectTimeout,

    /// <summary>The answer took too long.</summary>
    ReadTimeout,

    /// <summary>The certificate or the handshake was not acceptable.</summary>
    Tls,

    /// <summary>The connection ended early.</summary>
    Closed,

    /// <summary>What came is no HTTP.</summary>
    Malformed,

    /// <summary>The proxy could not be reached or let nothing through.</summary>
    Proxy,

    /// <summary>The setting that asks for a proxy, or the file with certificates, is not usable: nothing was sent.</summary>
    Setting,
}

/// <summary>An answer, or why there is none.</summary>
/// <param name="Answer">The answer; null with a failure.</param>
/// <param name="Failure">The sort of failure.</param>
/// <param name="Detail">What the system says about it, for users.</param>
public readonly record struct HttpResult(HttpAnswer? Answer, HttpFailure Failure = HttpFailure.None, string? Detail = null);
