using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Daypass.Core.Telemetry;

namespace Daypass.Server.Audit;

/// <summary>A collector that lines are posted to, many at once. What it has not acknowledged stays in a spool on the disk: that is where a record is
/// kept.</summary>
/// <remarks>A batch whose answer was lost is posted again: <c>eventID</c> tells records that come twice.</remarks>
internal sealed partial class PushOutlet : IAuditOutlet
{
    private const int MostAtOnce = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly PushTarget _target;
    private readonly Spool _spool;
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly ILogger<PushOutlet> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _added = new(0, 1);
    private readonly Task _work;

    private PushOutlet(PushTarget target, Spool spool, HttpClient http, TimeProvider clock, ILogger<PushOutlet> logger)
    {
        (_target, _spool, _http, _clock, _logger) = (target, spool, http, clock, logger);
        _work = Task.Run(Deliver);
    }

    /// <inheritdoc/>
    public string Kind => "push";

    /// <inheritdoc/>
    public string Name => _target.Url.GetLeftPart(UriPartial.Path);

    /// <inheritdoc/>
    public byte[] LastLine => [];

    /// <inheritdoc/>
    public long Undelivered => _spool.Untaken;

    /// <summary>Opens the spool and begins to deliver what is in it.</summary>
    /// <exception cref="IOException">The spool, or the file of the roots, cannot be used.</exception>
    public static PushOutlet Open(PushTarget target, bool sync, TimeProvider clock, ILogger<PushOutlet> logger)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) };
        if (target.RootsFile is { } roots)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(roots);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        var http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };
        try
        {
            return new PushOutlet(target, Spool.Open(target.SpoolFolder, target.SpoolBytes, sync), http, clock, logger);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Taken Append(ReadOnlySpan<byte> lines)
    {
        if (_spool.TryAdd(lines) is { } failure)
        {
            return new Taken(0, failure);
        }

        if (_added.CurrentCount == 0)
        {
            try
            {
                _added.Release();
            }
            catch (SemaphoreFullException)
            {
                // It was awake already.
            }
        }

        return new Taken(lines.Length, null);
    }

    /// <inheritdoc/>
    public void Reopen()
    {
        // Its files are its own.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        ((IAsyncResult)_work).AsyncWaitHandle.WaitOne(Patience);
        _spool.Dispose();
        _http.Dispose();
        _added.Dispose();
        _stopping.Dispose();
    }

    private async Task Deliver()
    {
        var pause = ShortestPause;
        var isFailing = false;
        try
        {
            while (true)
            {
                var (count, failure, after) = await DeliverNext();
                if (failure is null && count == 0)
                {
                    await _added.WaitAsync(_stopping.Token);
                    continue;
                }

                if (failure is null)
                {
                    pause = ShortestPause;
                    if (isFailing)
                    {
                        isFailing = false;
                        Delivers(Name);
                    }

                    continue;
                }

                Measures.AuditFailed(Kind);
                if (!isFailing)
                {
                    isFailing = true;
                    CannotDeliver(Name, failure);
                }

                var wait = after is { } asked && asked > pause ? (asked < LongestPause ? asked : LongestPause) : pause;
                await Task.Delay(wait, _clock, _stopping.Token);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What is in the spool is delivered after the next start.
        }
        catch (Exception failure)
        {
            // Records go on into the spool until it is full, which is not overlooked.
            Stopped(Name, failure);
        }
    }

    /// <summary>Posts the next lines: how many bytes were delivered, or why they were not and when to try again. A disk that is full or away is a reason like
    /// any other, and passes; what was posted and could not be marked is posted again.</summary>
    private async Task<(int Count, string? Failure, TimeSpan? After)> DeliverNext()
    {
        try
        {
            var lines = _spool.Peek(MostAtOnce);
            if (lines.Length == 0)
            {
                return (0, null, null);
            }

            var (failure, after) = await Post(lines);
            if (failure is null)
            {
                _spool.Take(lines.Length);
            }

            return (lines.Length, failure, after);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (0, failure.Message, null);
        }
    }

    private async Task<(string? Failure, TimeSpan? After)> Post(byte[] lines)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _target.Url) { Content = new ReadOnlyMemoryContent(lines) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            if (_target.TokenFile is { } file)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(file, _stopping.Token)).Trim());
            }

            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _stopping.Token);
            return answer.IsSuccessStatusCode
                ? (null, null)
                : ($"It answered {(int)answer.StatusCode}.",
                    answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                        ? answer.Headers.RetryAfter?.Delta
                        : LongestPause);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or UnauthorizedAccessException or FormatException
            || (failure is TaskCanceledException && !_stopping.IsCancellationRequested))
        {
            return (failure.Message, null);
        }
    }

    [LoggerMessage(23, LogLevel.Error, "Audit records cannot be pushed to {Name} and wait in the spool: {Cause}")]
    private partial void CannotDeliver(string name, string cause);

    [LoggerMessage(24, LogLevel.Warning, "Audit records are pushed to {Name} again.")]
    private partial void Delivers(string name);

    [LoggerMessage(25, LogLevel.Critical, "Pushing audit records to {Name} has stopped; they wait in the spool until the next start.")]
    private partial void Stopped(string name, Exception cause);
}
