using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Requests;

/// <summary>A request that a client sent to a proxy, as the proxy tells it.</summary>
/// <param name="Signed">Method, raw target and headers, Host among them.</param>
/// <param name="Host">The Host header.</param>
public sealed record OriginalRequest(SignedRequest Signed, string Host)
{
    /// <summary>The client's address.</summary>
    public required string SourceIp { get; init; }

    /// <summary>Whether the client's connection is TLS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>The body.</summary>
    public ToldBody Body { get; init; }

    /// <summary>The value of a header that is there once; null when it is not there, or more than once.</summary>
    public string? FindHeader(string name)
    {
        string? found = null;
        foreach (ref readonly var header in Signed.Headers.Span)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                if (found is not null)
                {
                    return null;
                }

                found = header.Value;
            }
        }

        return found;
    }

    /// <summary>Nothing secret: a target may hold a signature, headers may hold tokens.</summary>
    public override string ToString() => $"{Signed.Method} {Host}";
}
