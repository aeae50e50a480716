using System.Buffers;
using System.Collections.Concurrent;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Verifier.Calls;

namespace Daypass.Verifier.Callers;

/// <summary>
/// Who may have signed: asks the server about a caller once, hears of changes from then on, and goes on for a bounded time without the server.
/// Safe for any number of threads.
/// </summary>
public sealed class CallerDirectory : IAsyncDisposable
{
    /// <summary>How often a caller is asked about who changes while being asked about.</summary>
    private const int Attempts = 3;

    private const int MostRefusals = 1000;
    private const int WaitSeconds = 10;

    /// <summary>How many questions may wait for each that is under way.</summary>
    private const int QueueFactor = 16;

    private static readonly SearchValues<char> KeyIdCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<(string, string?, string, string, string), Task<Result<KnownCaller>>> _asking = new();
    private readonly ConcurrentDictionary<(string, string?), (AwsError Error, DateTimeOffset Until)> _refused = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly VerificationClient _server;
    private readonly VerifierOptions _options;
    private readonly TimeProvider _clock;
    private readonly CallerTable _table;
    private readonly SemaphoreSlim _questions;
    private volatile TaskCompletionSource _watched = NewWatched();
    private readonly Task _watching;
    private long _lastContact;
    private long _position;

    /// <summary>Begins to hear of changes.</summary>
    /// <param name="server">The server.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="clock">The clock.</param>
    public CallerDirectory(VerificationClient server, VerifierOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        (_server, _options, _clock) = (server, options, clock);
        _table = new CallerTable(options.MostCallers);
        _questions = new SemaphoreSlim(options.MostQuestions, options.MostQuestions);
        _lastContact = clock.GetTimestamp();
        _watching = Watch();
    }

    /// <summary>What is answered for a caller of another account: only the server may verify and decide about it, when it is asked with CheckAccess.</summary>
    public static AwsError OfAnotherAccount { get; } = new("AccessDenied", 403, "Callers of another account are verified and decided by the server.");

    /// <summary>Raised when the server cannot be reached, and with null when it can again.</summary>
    public event Action<ServerUnreachableException?>? ContactChanged;

    /// <summary>How many callers are known.</summary>
    public int Count => _table.Count;

    /// <summary>Up to where in the server's history changes have been heard of; 0 before the first answer.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>True when the server has been away for so long that nobody may be served from memory any more.</summary>
    public bool IsStale => _clock.GetElapsedTime(Volatile.Read(ref _lastContact)) > _options.LongestOutage + LongestWait;

    /// <summary>While the server is there, it is heard of at least as often as this.</summary>
    private static TimeSpan LongestWait => TimeSpan.FromSeconds(WaitSeconds);

    /// <summary>The caller that a claim names, or the refusal that the server gives it.</summary>
    /// <exception cref="ServerUnreachableException">The server is away, and the caller is not known or memory is too old.</exception>
    public ValueTask<Result<KnownCaller>> Find(in SigV4Authorization authorization, DateTimeOffset now, CancellationToken cancelled)
    {
        if (IsStale)
        {
            throw new ServerUnreachableException("The server has been away for too long.");
        }

        if (_table.Find(authorization) is { } known)
        {
            return new(known.ExpiresAt > now ? known : SigningErrors.ExpiredToken($"the session ended at {known.ExpiresAt:u}"));
        }

        var asked = new GetSigningKeyRequest
        {
            AccessKeyId = authorization.AccessKeyId.ToString(),
            SessionToken = authorization.SessionToken,
            Date = authorization.Day,
            Region = authorization.Region.ToString(),
            SigningName = authorization.Service.ToString(),
        };
        if (!IsKeyId(asked.AccessKeyId))
        {
            return new(SigningErrors.InvalidClientTokenId("the access key id has not the form of one"));
        }

        return _refused.TryGetValue((asked.AccessKeyId, asked.SessionToken), out var refusal) && refusal.Until > now
            ? new(refusal.Error)
            : Ask(asked, cancelled);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
        _questions.Dispose();
    }

    /// <summary>One question for all who ask about the same caller at the same time.</summary>
    private async ValueTask<Result<KnownCaller>> Ask(GetSigningKeyRequest asked, CancellationToken cancelled)
    {
        var key = (asked.AccessKeyId, asked.SessionToken, asked.Date, asked.Region, asked.SigningName);
        if (!_asking.TryGetValue(key, out var asking))
        {
            if (_asking.Count >= _options.MostQuestions * QueueFactor)
            {
                throw new ServerUnreachableException("Too many questions about callers wait for their turn.");
            }

            asking = AskServer(asked);
            if (_asking.TryAdd(key, asking))
            {
                // Whoever asks after this is over asks anew, also when nobody waited for it any more.
                _ = asking.ContinueWith(
                    over => _asking.TryRemove(new(key, over)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        return await asking.WaitAsync(cancelled);
    }

    private async Task<Result<KnownCaller>> AskServer(GetSigningKeyRequest asked)
    {
        await _watched.Task.WaitAsync(_stopping.Token);
        await _questions.WaitAsync(_stopping.Token);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var answer = await _server.GetSigningKey(asked, _stopping.Token);
                if (!answer.Succeeded)
                {
                    return await Refuse(asked, answer.Error);
                }

                if (answer.Value.DecideBy == "checkAccess")
                {
                    Remember(asked, OfAnotherAccount);
                    return OfAnotherAccount;
                }

                var caller = KnownCaller.Create(asked, answer.Value);
                if (_table.TryAdd(caller))
                {
                    return caller;
                }

                if (attempt == Attempts)
                {
                    throw new ServerUnreachableException("The caller changed each time it was asked about, or the node that answers is behind the others.");
                }

                await Task.Delay(Pause, _clock, _stopping.Token);
            }
        }
        catch (InvalidDataException strange)
        {
            throw new ServerUnreachableException(strange.Message, strange);
        }
        finally
        {
            _questions.Release();
        }
    }

    /// <summary>The refusal of the caller. What is refused to the service itself is no answer, and its clients do not hear of it.</summary>
    private async Task<AwsError> Refuse(GetSigningKeyRequest asked, AwsError error)
    {
        // The two codes are those of a caller that is not known any more. The service's own credentials get them, too, so it is asked whether they are good.
        if (error.Code is not ("InvalidClientTokenId" or "ExpiredToken")
            || !(await _server.WatchChanges(new WatchChangesRequest { WaitSeconds = 0 }, _stopping.Token)).Succeeded)
        {
            throw new ServerUnreachableException($"GetSigningKey was refused to this service: {error.Code}: {error.Message}");
        }

        Remember(asked, error);
        return error;
    }

    private static bool IsKeyId(string text) => text.Length is >= 16 and <= 128 && !text.AsSpan().ContainsAnyExcept(KeyIdCharacters);

    private void Remember(GetSigningKeyRequest asked, AwsError error)
    {
        if (_refused.Count >= MostRefusals)
        {
            _refused.Clear();
        }

        _refused[(asked.AccessKeyId, asked.SessionToken)] = (error, _clock.GetUtcNow() + _options.RefusalLife);
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
        if (answer.Value.Reset || mark is null)
        {
            _table.Begin(position);
        }
        else if (answer.Value.Changes.Count > 0)
        {
            _table.Forget(answer.Value.Changes, position);
        }

        Volatile.Write(ref _position, position);
        _watched.TrySetResult();
        return answer.Value.Mark;
    }
}
