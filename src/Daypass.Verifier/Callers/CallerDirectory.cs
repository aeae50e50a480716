using System.Buffers;
using System.Collections.Concurrent;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Changes;
using Daypass.Verifier.Resources;

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

    private static readonly SearchValues<char> KeyIdCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<(string, string?, string, string, string), Task<Result<KnownCaller>>> _asking = new();
    private readonly ConcurrentDictionary<(string, string?), (AwsError Error, DateTimeOffset Until)> _refused = new();
    private readonly VerificationClient _server;
    private readonly VerifierOptions _options;
    private readonly TimeProvider _clock;
    private readonly CallerTable _table;
    private readonly SemaphoreSlim _questions;
    private readonly ServerWatch _watch;

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
        var resources = new ResourceTable(options.MostResources);
        _watch = new ServerWatch(server, options.LongestOutage, clock, [_table, resources]);
        Resources = new ResourceDirectory(server, _watch, resources, _questions, options.MostWaiting, clock);
        _watch.Start();
    }

    /// <summary>What is answered for a caller of another account: only the server may verify and decide about it, when it is asked with CheckAccess.</summary>
    public static AwsError OfAnotherAccount { get; } = new("AccessDenied", 403, "Callers of another account are verified and decided by the server.");

    /// <summary>Raised when the server cannot be reached, and with null when it can again.</summary>
    public event Action<ServerUnreachableException?>? ContactChanged
    {
        add => _watch.ContactChanged += value;
        remove => _watch.ContactChanged -= value;
    }

    /// <summary>What the service's account says of its resources.</summary>
    public ResourceDirectory Resources { get; }

    /// <summary>How many callers are known.</summary>
    public int Count => _table.Count;

    /// <summary>Up to where in the server's history changes have been heard of; 0 before the first answer.</summary>
    public long Position => _watch.Position;

    /// <summary>True when the server has been away for so long that nobody may be served from memory any more.</summary>
    public bool IsStale => _watch.IsStale;

    /// <summary>The caller that a claim names, or the refusal that the server gives it.</summary>
    /// <exception cref="ServerUnreachableException">The server is away, and the caller is not known or memory is too old.</exception>
    public ValueTask<Result<KnownCaller>> Find(in SigV4Authorization authorization, DateTimeOffset now, CancellationToken cancelled)
    {
        _watch.ThrowIfStale();
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
        await _watch.DisposeAsync();
        _questions.Dispose();
    }

    /// <summary>One question for all who ask about the same caller at the same time.</summary>
    private async ValueTask<Result<KnownCaller>> Ask(GetSigningKeyRequest asked, CancellationToken cancelled)
    {
        var key = (asked.AccessKeyId, asked.SessionToken, asked.Date, asked.Region, asked.SigningName);
        if (!_asking.TryGetValue(key, out var asking))
        {
            if (_asking.Count >= _options.MostWaiting)
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
        await _watch.Heard;
        await _questions.WaitAsync(_watch.Stopping);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var answer = await _server.GetSigningKey(asked, _watch.Stopping);
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

                await Task.Delay(Pause, _clock, _watch.Stopping);
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
            || !(await _server.WatchChanges(new WatchChangesRequest { WaitSeconds = 0 }, _watch.Stopping)).Succeeded)
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
}
