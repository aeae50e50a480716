using Daypass.Protocol.Verification;
using Daypass.Verifier.Calls;

namespace Daypass.Verifier.Changes;

/// <summary>Hears from the server what changed, for as long as it lives, and knows how long ago it last heard anything.</summary>
internal sealed class ServerWatch : IAsyncDisposable
{
    private const int WaitSeconds = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopping = new();
    private readonly VerificationClient _server;
    private readonly TimeSpan _longestOutage;
    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<IChangeListener> _listeners;
    private volatile TaskCompletionSource _watched = NewWatched();
    private Task _watching = Task.CompletedTask;
    private long _lastContact;
    private long _position;

    public ServerWatch(VerificationClient server, TimeSpan longestOutage, TimeProvider clock, IReadOnlyList<IChangeListener> listeners)
    {
        (_server, _longestOutage, _clock, _listeners) = (server, longestOutage, clock, listeners);
        _lastContact = clock.GetTimestamp();
    }

    /// <summary>Raised when the server cannot be reached, and with null when it can again.</summary>
    public event Action<ServerUnreachableException?>? ContactChanged;

    /// <summary>Ends with the watch.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Completes once changes are heard of: what was told before could have changed unheard.</summary>
    public Task Heard => _watched.Task.WaitAsync(_stopping.Token);

    /// <summary>Up to where in the server's history changes have been heard of; 0 before the first answer.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>True when the server has been away for so long that nothing may be used from memory any more.</summary>
    public bool IsStale => _clock.GetElapsedTime(Volatile.Read(ref _lastContact)) > _longestOutage + TimeSpan.FromSeconds(WaitSeconds);

    /// <summary>Refuses what memory is too old for.</summary>
    /// <exception cref="ServerUnreachableException">The server has been away for too long.</exception>
    public void ThrowIfStale()
    {
        if (IsStale)
        {
            throw new ServerUnreachableException("The server has been away for too long.");
        }
    }

    /// <summary>Begins to hear.</summary>
    public void Start() => _watching = Watch();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task Watch()
    {
        string? mark = null;
        var isAway = false;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                mark = await WatchOnce(mark);
                Volatile.Write(ref _lastContact, _clock.GetTimestamp());
                if (isAway)
                {
                    isAway = false;
                    ContactChanged?.Invoke(null);
                }
            }
            catch (Exception failure) when (failure is ServerUnreachableException or InvalidDataException)
            {
                var away = failure as ServerUnreachableException ?? new ServerUnreachableException(failure.Message, failure);
                if (_watched.TrySetException(away))
                {
                    _watched = NewWatched();
                }

                if (!isAway)
                {
                    isAway = true;
                    ContactChanged?.Invoke(away);
                }

                await Task.Delay(Pause, _clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TaskCompletionSource NewWatched() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<string> WatchOnce(string? mark)
    {
        var answer = await _server.WatchChanges(new WatchChangesRequest { Mark = mark, WaitSeconds = WaitSeconds }, _stopping.Token);
        if (!answer.Succeeded)
        {
            throw new ServerUnreachableException($"WatchChanges was refused: {answer.Error.Code}: {answer.Error.Message}");
        }

        // Without a mark nothing was followed until now.
        var position = ServerMark.PositionOf(answer.Value.Mark);
        foreach (var listener in _listeners)
        {
            if (answer.Value.Reset || mark is null)
            {
                listener.Begin(position);
            }
            else if (answer.Value.Changes.Count > 0)
            {
                listener.Forget(answer.Value.Changes, position);
            }
        }

        Volatile.Write(ref _position, position);
        _watched.TrySetResult();
        return answer.Value.Mark;
    }
}
