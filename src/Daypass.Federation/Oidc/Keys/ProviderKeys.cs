using Daypass.Federation.Oidc.Providers;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Keys;

/// <summary>The keys of one provider over time: when they are fetched, how long they are good, what happens while the provider is down.</summary>
/// <remarks>
/// INVARIANT: at most one fetch runs at a time, and every caller that needs its outcome waits for the same one
/// (N-FLOOD in tests/Daypass.Federation.Tests). A fetch belongs to no single request: a caller that gives up does not end it for the others.
/// </remarks>
internal sealed class ProviderKeys(OidcIssuer provider, IKeySource source, KeyLifetimes lifetimes, TimeProvider time)
{
    private readonly Lock _gate = new();
    private VerificationKeySet? _keys;
    private Task<Result<VerificationKeySet>>? _running;
    private AwsError? _failure;
    private DateTimeOffset _refreshAt;
    private DateTimeOffset _freshUntil;
    private DateTimeOffset _retryAt;
    private DateTimeOffset _forcedAgainAt;
    private int _failures;

    /// <summary>The provider as it was when these keys were asked for.</summary>
    internal OidcIssuer Provider => provider;

    /// <summary>When somebody last asked.</summary>
    internal DateTimeOffset LastUsed { get; private set; } = time.GetUtcNow();

    /// <summary>Keys that may be used now; fetches them first when there are none or their lifetime is over.</summary>
    internal ValueTask<Result<VerificationKeySet>> GetCurrent(CancellationToken cancelled)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            LastUsed = now;
            if (_keys is not null && now < _freshUntil)
            {
                if (now >= _refreshAt && now >= _retryAt)
                {
                    _ = JoinFetch();
                }

                return ValueTask.FromResult<Result<VerificationKeySet>>(_keys);
            }

            if (_running is null && now < _retryAt)
            {
                return ValueTask.FromResult(UseStaleKeys(now));
            }

            return new ValueTask<Result<VerificationKeySet>>(JoinFetch().WaitAsync(cancelled));
        }
    }

    /// <summary>
    /// Keys newer than the given ones, which lacked what a token needs; null when this provider was asked for that reason less than a minute ago.
    /// </summary>
    internal async ValueTask<VerificationKeySet?> FetchNewerThan(VerificationKeySet known, CancellationToken cancelled)
    {
        Task<Result<VerificationKeySet>> fetching;
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (!ReferenceEquals(_keys, known))
            {
                return _keys;
            }

            if (_running is null)
            {
                if (now < _forcedAgainAt || now < _retryAt)
                {
                    return null;
                }

                _forcedAgainAt = now + lifetimes.BetweenForced;
            }

            fetching = JoinFetch();
        }

        var fetched = await fetching.WaitAsync(cancelled);
        return fetched.Succeeded && !ReferenceEquals(fetched.Value, known) ? fetched.Value : null;
    }

    // Called with the gate held; the task continues without it.
    private Task<Result<VerificationKeySet>> JoinFetch() => _running ??= Task.Run(Fetch);

    private async Task<Result<VerificationKeySet>> Fetch()
    {
        Result<FetchedKeys> fetched;
        try
        {
            fetched = await source.Fetch(provider, CancellationToken.None);
        }
#pragma warning disable CA1031 // A task that everybody waits for must end in an answer; the source promises not to throw, and a bug there is counted.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            FederationMeter.CountUnexpected("jwks", cause);
            fetched = FederationErrors.ProviderUnreachable(Reasons.FetchUnexpected.With(cause.GetType().Name));
        }

        FederationMeter.CountFetch(fetched.Succeeded);
        var now = time.GetUtcNow();
        lock (_gate)
        {
            _running = null;
            if (fetched.Succeeded)
            {
                Store(fetched.Value, now);
                return _keys!;
            }

            _failure = fetched.Error;
            _retryAt = now + NextRetryPause();
            return UseStaleKeys(now);
        }
    }

    private void Store(FetchedKeys fetched, DateTimeOffset now)
    {
        var lifetime = fetched.MaxAge ?? lifetimes.Longest;
        lifetime = lifetime > lifetimes.Longest ? lifetimes.Longest : lifetime < lifetimes.Shortest ? lifetimes.Shortest : lifetime;
        _keys = fetched.Keys;
        _failure = null;
        _failures = 0;
        _retryAt = now;
        _freshUntil = now + lifetime;

        // Asked for again before the end, so that no request has to wait for it.
        _refreshAt = now + (lifetime * 0.8);
    }

    private Result<VerificationKeySet> UseStaleKeys(DateTimeOffset now)
    {
        if (_keys is null || now >= _freshUntil + lifetimes.StaleWhileDown)
        {
            return _failure ?? FederationErrors.ProviderUnreachable(Reasons.NoKeysYet.Text);
        }

        if (now >= _freshUntil)
        {
            FederationMeter.CountStale();
        }

        return _keys;
    }

    private TimeSpan NextRetryPause()
    {
        var pause = lifetimes.FirstPause * Math.Pow(2, Math.Min(_failures++, 16));
        return pause < lifetimes.BetweenForced ? pause : lifetimes.BetweenForced;
    }
}
