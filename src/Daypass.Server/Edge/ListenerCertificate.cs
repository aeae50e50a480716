using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Server.Options;

namespace Daypass.Server.Edge;

/// <summary>The server's certificate, read again when its files change. A pair that cannot be used changes nothing.</summary>
internal sealed partial class ListenerCertificate : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly string _certificate;
    private readonly string _key;
    private readonly TimeProvider _clock;
    private readonly ILogger<ListenerCertificate> _logger;
    private readonly ITimer _timer;
    private readonly Lock _reading = new();
    private volatile SslStreamCertificateContext _current;
    private byte[] _digest;

    private ListenerCertificate(string certificate, string key, TimeProvider clock, ILogger<ListenerCertificate> logger)
    {
        (_certificate, _key, _clock, _logger) = (certificate, key, clock, logger);
        _digest = Digest();
        _current = Load();
        if (_current.TargetCertificate.NotAfter.ToUniversalTime() < clock.GetUtcNow().UtcDateTime)
        {
            LogExpired(_certificate, _current.TargetCertificate.NotAfter.ToUniversalTime());
        }

        _timer = clock.CreateTimer(static self => ((ListenerCertificate)self!).Reload(), this, Interval, Interval);
    }

    /// <summary>The certificate with its chain, for the next handshake.</summary>
    public SslStreamCertificateContext Current => _current;

    /// <summary>Reads the pair of files.</summary>
    /// <exception cref="StartException">They cannot be read, or do not belong together.</exception>
    public static ListenerCertificate Open(EdgeOptions options, TimeProvider clock, ILogger<ListenerCertificate> logger)
    {
        if (options is not { TlsCertificate: { } certificate, TlsKey: { } key })
        {
            throw new StartException("--tls-certificate and --tls-key belong together: both are needed for https.");
        }

        try
        {
            return new ListenerCertificate(certificate, key, clock, logger);
        }
        catch (Exception unusable) when (IsUnusable(unusable))
        {
            throw new StartException($"--tls-certificate {certificate} with --tls-key {key} cannot be used: {unusable.Message}", unusable);
        }
    }

    /// <summary>Reads the files again if they have changed.</summary>
    public void Reload()
    {
        lock (_reading)
        {
            try
            {
                var digest = Digest();
                if (digest.AsSpan().SequenceEqual(_digest))
                {
                    return;
                }

                // Remembered also when it is of no use: one line tells it, and the next change is tried again.
                _digest = digest;
                _current = Load();
                LogReloaded(_certificate, _current.TargetCertificate.NotAfter.ToUniversalTime());
            }
            catch (Exception unusable) when (IsUnusable(unusable))
            {
                LogKept(_certificate, unusable.Message);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private static bool IsUnusable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private byte[] Digest() => SHA256.HashData([.. SHA256.HashData(File.ReadAllBytes(_certificate)), .. SHA256.HashData(File.ReadAllBytes(_key))]);

    private SslStreamCertificateContext Load()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_certificate);
        var leaf = X509Certificate2.CreateFromPemFile(_certificate, _key);
        if (OperatingSystem.IsWindows())
        {
            // The platform's TLS finds a private key only in a key store.
            leaf = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
        }

        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }

    [LoggerMessage(23, LogLevel.Information, "The certificate {File} was read again; it ends at {End:u}")]
    private partial void LogReloaded(string file, DateTime end);

    [LoggerMessage(24, LogLevel.Error, "The certificate {File} has changed and cannot be used, the former one stays: {Cause}")]
    private partial void LogKept(string file, string cause);

    [LoggerMessage(25, LogLevel.Warning, "The certificate {File} ended at {End:u}; clients will refuse it")]
    private partial void LogExpired(string file, DateTime end);
}
