using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Server.Edge;
using Daypass.Server.Options;
using Daypass.Storage;

namespace Daypass.Server.Telemetry;

/// <summary>When the certificates end that the server was given as files.</summary>
internal static class CertificateEnds
{
    /// <summary>The end of the server's own certificate, of the first root of each list, and of those it shows the database or trusts there.</summary>
    /// <param name="own">The server's certificate, or null.</param>
    /// <param name="options">Where the files are.</param>
    public static IEnumerable<(string Use, DateTimeOffset End)> Find(ListenerCertificate? own, ServerOptions options)
    {
        if (own is not null)
        {
            yield return ("tls", own.Current.TargetCertificate.NotAfter.ToUniversalTime());
        }

        IEnumerable<(string Use, string? File)> files =
        [
            ("client_roots", options.Edge.ClientRoots), ("issuer_roots", options.Federation.IssuerRoots),
            .. options.Database is { } connection ? Database.CertificateFiles(connection).Select(static one => (one.Use, (string?)one.File)) : [],
        ];
        foreach (var (use, file) in files)
        {
            if (file is not null && FirstIn(file) is { } end)
            {
                yield return (use, end);
            }
        }
    }

    private static DateTimeOffset? FirstIn(string file)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPemFile(file);
            return found.Count == 0 ? null : found.Min(static one => one.NotAfter.ToUniversalTime());
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // It was read at the start. What is gone since shows when it is read again, and is no certificate that ends.
            return null;
        }
        finally
        {
            foreach (var one in found)
            {
                one.Dispose();
            }
        }
    }
}
