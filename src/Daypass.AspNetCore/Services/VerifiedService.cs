using Daypass.AspNetCore.Options;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Decisions;
using Daypass.Verifier.Requests;

namespace Daypass.AspNetCore.Services;

/// <summary>What one authentication scheme verifies and decides with. Safe for any number of threads.</summary>
internal sealed class VerifiedService : IAsyncDisposable
{
    private readonly HttpMessageInvoker _http;
    private volatile ServerUnreachableException? _away;

    public VerifiedService(string scheme, DaypassOptions options)
    {
        Scheme = scheme;
        Options = options;
        Clock = options.TimeProvider ?? TimeProvider.System;
        _http = options.Backchannel is { } own
            ? new HttpMessageInvoker(own, disposeHandler: false)
            : new HttpMessageInvoker(new SocketsHttpHandler
            {
                UseProxy = false,
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
        Server = new VerificationClient(_http, options.Server!, options.Credentials!, Clock);
        Rules = SigV4Rules.For(options.SigningName) with
        {
            Regions = RegionRule.Only(options.Region),
            HonourExpires = true,
            NormalizePath = !options.SignsAsStorage,
            EncodePathTwice = !options.SignsAsStorage,
            AllowPayloadForms = options.SignsAsStorage,
        };
        Callers = new CallerDirectory(Server, new VerifierOptions { LongestOutage = options.LongestOutage, MostCallers = options.MostCallers }, Clock);
        Callers.ContactChanged += Note;
        Verifier = new RequestVerifier(Rules, Callers, Clock);
        Decider = new AccessDecider(Callers.Resources, Clock);
    }

    public string Scheme { get; }

    public DaypassOptions Options { get; }

    public TimeProvider Clock { get; }

    public VerificationClient Server { get; }

    public SigV4Rules Rules { get; }

    public CallerDirectory Callers { get; }

    public RequestVerifier Verifier { get; }

    public AccessDecider Decider { get; }

    /// <summary>Why the server cannot be reached; null while it can.</summary>
    public ServerUnreachableException? Away => _away;

    /// <summary>Raised when the server cannot be reached, and with null when it can again.</summary>
    public event Action<ServerUnreachableException?>? ContactChanged;

    public async ValueTask DisposeAsync()
    {
        await Callers.DisposeAsync();
        Callers.ContactChanged -= Note;
        _http.Dispose();
    }

    private void Note(ServerUnreachableException? away)
    {
        _away = away;
        ContactChanged?.Invoke(away);
    }
}
