using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Federation.Oidc.Providers;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Fetching;

/// <summary>
/// Judges the certificate an identity provider presents: roots first, then, as on AWS, a thumbprint of a certificate in its chain; the name and the dates
/// must be right in every case.
/// </summary>
internal sealed class CertificateValidator(OidcIssuer provider, OutboundRules rules)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Why a certificate was refused; null while none was.</summary>
    internal string? Refusal { get; private set; }

    /// <summary>The callback of a TLS connection.</summary>
    internal bool Accept(object sender, X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors)
    {
        Refusal = FindFault(presented, chain, errors);
        return Refusal is null;
    }

    /// <summary>
    /// The policy the platform's own judgement uses: the system's roots, and no download of certificates or revocation lists on a stranger's behalf.
    /// </summary>
    internal static X509ChainPolicy SystemRoots() => new()
    {
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        ApplicationPolicy = { new Oid(ServerAuthentication) },
    };

    private string? FindFault(X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return null;
        }

        if (presented is not X509Certificate2 leaf || chain is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return Reasons.CertificateMissing.Text;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return Reasons.CertificateOtherName.Text;
        }

        return ChainsToConfiguredRoot(leaf, chain) || ChainHoldsThumbprint(leaf, chain)
            ? null
            : Reasons.CertificateUntrusted.Text;
    }

    private bool ChainsToConfiguredRoot(X509Certificate2 leaf, X509Chain presented)
    {
        if (rules.Roots.Count == 0)
        {
            return false;
        }

        using var chain = CreateChain(presented);
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(rules.Roots);
        return chain.Build(leaf);
    }

    // The chain must be sound in every other way: dates, uses and each signature hold; only its end may be a stranger.
    private bool ChainHoldsThumbprint(X509Certificate2 leaf, X509Chain presented)
    {
        if (provider.Thumbprints.Count == 0)
        {
            return false;
        }

        using var chain = CreateChain(presented);
        chain.Build(leaf);
        foreach (var status in chain.ChainStatus)
        {
            if (status.Status is not (X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain))
            {
                return false;
            }
        }

        foreach (var element in chain.ChainElements)
        {
            foreach (var thumbprint in provider.Thumbprints)
            {
                if (string.Equals(element.Certificate.Thumbprint, thumbprint, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static X509Chain CreateChain(X509Chain presented)
    {
        var chain = new X509Chain { ChainPolicy = SystemRoots() };
        foreach (var element in presented.ChainElements)
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        return chain;
    }
}
