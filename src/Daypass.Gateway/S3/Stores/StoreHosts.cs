using Daypass.Gateway.S3.Settings;

namespace Daypass.Gateway.S3.Stores;

/// <summary>The addresses of a store, and which of them can be reached. A connection that fails puts one aside until it answers again.</summary>
internal sealed class StoreHosts : IAsyncDisposable
{
    private static readonly TimeSpan WhileAway = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly StoreSettings _settings;
    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _clock;
    private readonly bool[] _isAway;
    private readonly Task[] _probing;
    private int _next;

    /// <summary>Begins to look after them.</summary>
    public StoreHosts(StoreSettings settings, HttpMessageInvoker http, TimeProvider clock)
    {
        (_settings, _http, _clock) = (settings, http, clock);
        _isAway = new bool[settings.Urls.Count];
        _probing = [.. settings.Urls.Select((_, index) => Probe(index))];
    }

    /// <summary>Raised when an address cannot be reached any more, with why, and with null when it can again.</summary>
    public event Action<Uri, string?>? ContactChanged;

    /// <summary>Whether any of them can be reached.</summary>
    public bool IsThere
    {
        get
        {
            for (var index = 0; index < _isAway.Length; index++)
            {
                if (!Volatile.Read(ref _isAway[index]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The next one that can be reached, each in its turn; null when none can.</summary>
    public Uri? Next()
    {
        for (var tried = 0; tried < _isAway.Length; tried++)
        {
            var index = (int)((uint)Interlocked.Increment(ref _next) % (uint)_isAway.Length);
            if (!Volatile.Read(ref _isAway[index]))
            {
                return _settings.Urls[index];
            }
        }

        return null;
    }

    /// <summary>A connection to one has failed.</summary>
    public void PutAside(Uri url, string cause)
    {
        for (var index = 0; index < _isAway.Length; index++)
        {
            if (_settings.Urls[index] == url && !Interlocked.Exchange(ref _isAway[index], true))
            {
                ContactChanged?.Invoke(url, cause);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var probing in _probing)
        {
            await probing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stopping.Dispose();
    }

    private async Task Probe(int index)
    {
        await Task.Yield();
        while (!_stopping.IsCancellationRequested)
        {
            if (await Ask(_settings.Urls[index]) is { } cause)
            {
                PutAside(_settings.Urls[index], cause);
            }
            else if (Interlocked.Exchange(ref _isAway[index], false))
            {
                ContactChanged?.Invoke(_settings.Urls[index], null);
            }

            await Task.Delay(Volatile.Read(ref _isAway[index]) && _settings.ProbeEvery > WhileAway ? WhileAway : _settings.ProbeEvery, _clock, _stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Null when it answers, whatever it answers; otherwise why not. Nothing is signed: whether the key is good is no matter of health.</summary>
    private async Task<string?> Ask(Uri url)
    {
        using var alarm = new CancellationTokenSource(Patience, _clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, _stopping.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var answer = await _http.SendAsync(request, enough.Token);
            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return failure.Message;
        }
        catch (OperationCanceledException)
        {
            return _stopping.IsCancellationRequested ? null : "no answer in time";
        }
    }
}
