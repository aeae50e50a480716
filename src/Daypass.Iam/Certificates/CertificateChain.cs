using System.Security.Cryptography.X509Certificates;

namespace Daypass.Iam.Certificates;

/// <summary>The certificates above a server's: each has signed the one before it.</summary>
internal static class CertificateChain
{
    /// <summary>More than any chain has; each costs a verified signature.</summary>
    private const int Most = 16;

    /// <summary>Why a chain is not that of a certificate, or null.</summary>
    public static AwsError? Validate(X509Certificate2 certificate, ReadOnlySpan<char> chain)
    {
        var left = chain.Trim();
        var below = certificate;
        var read = new List<X509Certificate2>();
        try
        {
            while (!left.IsEmpty)
            {
                if (read.Count == Most || CertificatePem.TryTake(ref left) is not { } above)
                {
                    return IamErrors.MalformedCertificate("Unknown");
                }

                read.Add(above);
                if (!IsIssuedBy(below, above))
                {
                    return IamErrors.BrokenCertificateChain(read.Count == 1 ? -1 : read.Count - 1);
                }

                below = above;
            }

            return read.Count == 0 ? IamErrors.MalformedCertificate("Unknown") : null;
        }
        finally
        {
            read.ForEach(static certificate => certificate.Dispose());
        }
    }

    // The name and the signature, whatever the dates, purposes and roots: only who signed whom is asked.
    private static bool IsIssuedBy(X509Certificate2 below, X509Certificate2 above)
    {
        if (!below.IssuerName.RawData.AsSpan().SequenceEqual(above.SubjectName.RawData))
        {
            return false;
        }

        // A root may stand twice in a chain.
        if (below.RawDataMemory.Span.SequenceEqual(above.RawDataMemory.Span))
        {
            return true;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(above);
        chain.ChainPolicy.ExtraStore.Add(above);
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllFlags;
        chain.Build(below);
        return chain.ChainElements.Count > 1
            && chain.ChainElements[1].Certificate.RawDataMemory.Span.SequenceEqual(above.RawDataMemory.Span)
            && !Array.Exists(chain.ChainElements[0].ChainElementStatus, static status => (status.Status & X509ChainStatusFlags.NotSignatureValid) != 0);
    }
}
