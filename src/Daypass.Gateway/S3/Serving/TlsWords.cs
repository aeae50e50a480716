using System.Security.Authentication;
using Microsoft.AspNetCore.Connections.Features;

namespace Daypass.Gateway.S3.Serving;

/// <summary>What a connection's TLS is called.</summary>
internal static class TlsWords
{
    /// <summary>As S3's log has it: <c>TLSv1.3</c>; null without TLS.</summary>
    public static string? Version(ITlsHandshakeFeature? tls) => Number(tls) is { } number ? "TLSv" + number : null;

    /// <summary>As condition keys have it: <c>1.3</c>; null without TLS.</summary>
    public static string? Number(ITlsHandshakeFeature? tls) => tls?.Protocol switch
    {
        SslProtocols.Tls12 => "1.2",
        SslProtocols.Tls13 => "1.3",
        _ => null,
    };

    /// <summary>The name of the cipher suite; null without TLS.</summary>
    public static string? Cipher(ITlsHandshakeFeature? tls) => tls?.NegotiatedCipherSuite?.ToString();
}
