using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Daypass.Client.Http;

/// <summary>Which certificates a connection accepts.</summary>
internal static class Certificates
{
    /// <summary>The options of a handshake with a host.</summary>
    public static SslClientAuthenticationOptions Options(string host, HttpSettings settings)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        Apply(options, settings);
        return options;
    }

    /// <summary>Sets what a handshake accepts.</summary>
    public static void Apply(SslClientAuthenticationOptions options, HttpSettings settings)
    {
        if (!settings.VerifyCertificate)
        {
#pragma warning disable CA5359 // Asked for with --no-verify-ssl, and by no other way.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (settings.CertificateBundle is { } bundle)
        {
            var trusted = new X509Certificate2Collection();
            Import(trusted, bundle);
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(trusted);
            options.CertificateChainPolicy = policy;
        }
    }

    // A bundle of nothing would trust nobody, with a sentence about the other side.
    private static void Import(X509Certificate2Collection trusted, string bundle)
    {
        try
        {
            trusted.ImportFromPemFile(bundle);
        }
        catch (CryptographicException unreadable)
        {
            throw new AuthenticationException($"{bundle}: {unreadable.Message}");
        }

        if (trusted.Count == 0)
        {
            throw new AuthenticationException($"{bundle} holds no certificate in PEM form");
        }
    }
}
