using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Daypass.Iam.Certificates;

/// <summary>Reads certificates that callers send as PEM.</summary>
internal static class CertificatePem
{
    private const string Label = "CERTIFICATE";

    /// <summary>The one certificate in a text that holds nothing else, or null.</summary>
    public static X509Certificate2? TryRead(ReadOnlySpan<char> text)
    {
        var left = text.Trim();
        return TryTake(ref left) is { } certificate && left.IsEmpty ? certificate : null;
    }

    /// <summary>The certificate at the beginning of a text, which is taken from it with the blanks after it; null when there is none.</summary>
    public static X509Certificate2? TryTake(ref ReadOnlySpan<char> text)
    {
        if (!PemEncoding.TryFind(text, out var fields) || fields.Location.Start.Value != 0 || !text[fields.Label].SequenceEqual(Label))
        {
            return null;
        }

        var der = Convert.FromBase64String(text[fields.Base64Data].ToString());
        text = text[fields.Location.End..].TrimStart();
        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(der);
            return certificate.RawDataMemory.Length == der.Length ? certificate : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
