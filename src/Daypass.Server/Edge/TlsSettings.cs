using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Server.Options;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Daypass.Server.Edge;

/// <summary>What each TLS handshake is made with.</summary>
internal static class TlsSettings
{
    private static readonly List<SslApplicationProtocol> Protocols = [SslApplicationProtocol.Http11];

    /// <summary>The handshake of a server with this certificate.</summary>
    /// <exception cref="StartException">The roots of clients' certificates cannot be read.</exception>
    public static TlsHandshakeCallbackOptions Create(ListenerCertificate certificate, EdgeOptions options)
    {
        var policy = options.ClientRoots is { } file ? PolicyOf(file) : null;
        return new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => new ValueTask<SslServerAuthenticationOptions>(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificate.Current,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ApplicationProtocols = Protocols,
                ClientCertificateRequired = policy is not null,
                CertificateChainPolicy = policy?.Clone(),
                RemoteCertificateValidationCallback = policy is null ? null : static (_, _, _, errors) => errors is SslPolicyErrors.None,
            }),
        };
    }

    private static X509ChainPolicy PolicyOf(string file)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartException($"--client-roots {file} cannot be read: {unreadable.Message}", unreadable);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw new StartException($"--client-roots {file} holds no certificate.");
    }
}
