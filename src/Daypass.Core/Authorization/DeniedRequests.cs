using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Daypass.Core.Stores;

namespace Daypass.Core.Authorization;

/// <summary>Keeps what was evaluated when requests were denied, for a day, under ids that nobody guesses: in memory at first, then in the database, so that
/// every node can be asked.</summary>
/// <remarks>A denial that cannot be kept has no id, as at AWS: it is too large, its account has too many of them, or the database has been away too
/// long. A crash loses those of the last second.</remarks>
public sealed class DeniedRequests : IDisposable
{
    /// <summary>How long a denial is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private const string IdCharacters = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 25;
    private const int LargestDocument = 1 << 20;
    private const int LargestKept = 64 * 1024;
    private const long MostWaiting = 16L * 1024 * 1024;
    private const int Quality = 4;
    private const int Window = 18;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IEphemeralStore _store;
    private readonly ITimer _timer;
    private readonly AccountBudgets _budgets = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<string, KeptDenial> _waiting = new(StringComparer.Ordinal);
    private long _waitingBytes;

    /// <summary>Begins to write down what is kept.</summary>
    public DeniedRequests(IEphemeralStore store, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _store = store;
        _timer = clock.CreateTimer(static kept => _ = ((DeniedRequests)kept!).Flush(), this, Interval, Interval);
    }

    /// <summary>Something other than an absent database kept denials from being written down; those are dropped.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Whether another denial can be kept at an account's expense, however large; asked before the work of putting it down is done.</summary>
    internal bool HasRoom(string account, DateTimeOffset now) =>
        Interlocked.Read(ref _waitingBytes) < MostWaiting && _budgets.Has(account, LargestKept, now);

    /// <summary>Keeps a denial at an account's expense and gives its id; null when it cannot be kept.</summary>
    internal string? TryKeep(DeniedRequest request, string payer, DateTimeOffset now)
    {
        // Paid for before the work is done. One that turns out too large gets nothing back: its work was done, and the next may be as large.
        if (!_budgets.TryTake(payer, LargestKept, now))
        {
            return null;
        }

        var document = JsonSerializer.SerializeToUtf8Bytes(request, DeniedRequestJson.Default.DeniedRequest);
        if (document.Length > LargestDocument)
        {
            return null;
        }

        var packed = new byte[Math.Min(BrotliEncoder.GetMaxCompressedLength(document.Length), LargestKept)];
        if (!BrotliEncoder.TryCompress(document, packed, out var length, Quality, Window))
        {
            return null;
        }

        _budgets.GiveBack(payer, LargestKept - length);
        var id = RandomNumberGenerator.GetString(IdCharacters, IdLength);
        _waiting[id] = new KeptDenial(id, now + Lifetime, packed[..length]);
        Interlocked.Add(ref _waitingBytes, length);
        return id;
    }

    /// <summary>What was kept under an id; null when there is nothing, or nothing any more.</summary>
    public async ValueTask<DeniedRequest?> Find(string id, DateTimeOffset now, CancellationToken cancelled)
    {
        var kept = _waiting.TryGetValue(id, out var waiting) ? waiting : await _store.FindDenial(id, cancelled);
        return kept is not null && kept.Until > now ? Unpack(kept.Body) : null;
    }

    /// <summary>Writes down what is kept in memory.</summary>
    public async Task Flush()
    {
        await _writing.WaitAsync();
        KeptDenial[] batch = [];
        try
        {
            batch = [.. _waiting.Values];
            if (batch.Length == 0)
            {
                return;
            }

            await _store.KeepDenials(batch, CancellationToken.None);
            Forget(batch);
        }
        catch (StoreUnavailableException)
        {
            // Still in memory: the next turn tries again. Every request that needs the database reports that it is gone.
            return;
        }
        catch (Exception fault)
        {
            // What cannot be written would keep all that comes after it from being written, and fill the room of every account.
            Forget(batch);
            Failed?.Invoke(fault);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Stops; what is in memory and not written down yet is <see cref="Flush"/>'s before that.</summary>
    public void Dispose() => _timer.Dispose();

    private void Forget(KeptDenial[] denials)
    {
        foreach (var denial in denials)
        {
            if (_waiting.TryRemove(denial.Id, out _))
            {
                Interlocked.Add(ref _waitingBytes, -denial.Body.Length);
            }
        }
    }

    private static DeniedRequest Unpack(byte[] packed)
    {
        var document = new byte[LargestDocument];
        return BrotliDecoder.TryDecompress(packed, document, out var length)
            ? JsonSerializer.Deserialize(document.AsSpan(0, length), DeniedRequestJson.Default.DeniedRequest)!
            : throw new InvalidDataException("A kept denial does not decompress.");
    }
}
