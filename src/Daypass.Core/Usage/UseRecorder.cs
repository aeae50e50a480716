using System.Collections.Concurrent;
using Daypass.Core.Directory;
using Daypass.Core.Stores;

namespace Daypass.Core.Usage;

/// <summary>Remembers when access keys and roles were used last, and which actions users and roles called, off the request's path: noted in memory,
/// written together every few seconds.</summary>
/// <remarks>A crash loses at most the last few seconds' uses, which nothing but reports shows.</remarks>
public sealed class UseRecorder : IDisposable
{
    /// <summary>More actions of one user or role are not looked at.</summary>
    private const int MostAccesses = 1000;

    /// <summary>Stands in the place of an action where a service was used by an account, whoever of it that was.</summary>
    private const string AnyAction = "*";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>For how long AWS tells of uses.</summary>
    private static readonly TimeSpan Tracked = TimeSpan.FromDays(400);

    private readonly IEphemeralStore _ephemeral;
    private readonly ITimer _timer;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<string, Use> _pending = new(StringComparer.Ordinal);
    private readonly PendingAccesses _accesses = new();

    /// <summary>Begins to write down what is noted.</summary>
    public UseRecorder(IEphemeralStore ephemeral, TimeProvider clock)
    {
        _ephemeral = ephemeral;
        _timer = clock.CreateTimer(static recorder => _ = ((UseRecorder)recorder!).Flush(), this, Interval, Interval);
    }

    /// <summary>Something other than an absent database kept uses from being written down; those are dropped.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Notes that a caller's credentials were accepted. Allocates once a second for each of them.</summary>
    public void Record(Caller caller, string service, string region, DateTimeOffset now)
    {
        var subject = caller.Role is { } role ? role.Role.Id : caller.IsTemporary ? null : caller.AccessKeyId;
        if (subject is not null)
        {
            Record(subject, service, region, now);
        }
    }

    /// <summary>Notes that a user or role called an action, and that its account used the service; it does not matter whether it was allowed. Allocates
    /// once a second for each of them.</summary>
    public void RecordAccess(Caller caller, string service, string action, string region, DateTimeOffset now)
    {
        if ((caller.Role?.Role.Id ?? caller.User?.User.Id) is { } entity)
        {
            _accesses.Note(caller.Account, entity, service, action, region, now);
        }

        if (caller.Account.Length > 0)
        {
            _accesses.Note(caller.Account, caller.Account, service, AnyAction, region, now);
        }
    }

    /// <summary>The last call of each action that a user or role called within AWS's tracking period, of one service or (empty) of all; what is not
    /// written down yet included. Of an account: the last use of each service.</summary>
    public async ValueTask<IReadOnlyList<ServiceUse>> Accesses(string entityId, string service, DateTimeOffset now, CancellationToken cancelled)
    {
        var prefix = PendingAccesses.Prefix(entityId, service);
        var newest = new Dictionary<string, LastUse>(StringComparer.Ordinal);
        foreach (var use in (await _ephemeral.FindUses(prefix, MostAccesses, cancelled)).Concat(_accesses.Of(entityId, service)))
        {
            if (now - use.At < Tracked && (!newest.TryGetValue(use.Subject, out var known) || known.At <= use.At))
            {
                newest[use.Subject] = use;
            }
        }

        return [.. newest.Values.Select(PendingAccesses.Read)];
    }

    /// <summary>Notes a use of any subject.</summary>
    public void Record(string subject, string service, string region, DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        if (!_pending.TryGetValue(subject, out var known) || known.Second < second || known.Service != service || known.Region != region)
        {
            _pending[subject] = new Use(second, service, region);
        }
    }

    /// <summary>The last use of a subject, what is not written down yet included; null when it was never used.</summary>
    public async ValueTask<LastUse?> Find(string subject, CancellationToken cancelled) =>
        _pending.TryGetValue(subject, out var noted) ? noted.ToLastUse(subject) : await _ephemeral.FindUse(subject, cancelled);

    /// <summary>Writes down what was noted so far.</summary>
    public async Task Flush()
    {
        await _writing.WaitAsync();
        var (batch, accesses) = (_pending.ToArray(), _accesses.Take());
        try
        {
            if (batch.Length == 0 && accesses.Uses.Count == 0)
            {
                return;
            }

            await _ephemeral.RecordUses([.. batch.Select(static use => use.Value.ToLastUse(use.Key)), .. accesses.Uses], CancellationToken.None);
            Forget(batch, accesses);
        }
        catch (StoreUnavailableException)
        {
            // Still noted: the next turn tries again. Every request that needs the database reports that it is gone.
            return;
        }
        catch (Exception fault)
        {
            // What cannot be written would keep all that comes after it from being written.
            Forget(batch, accesses);
            Failed?.Invoke(fault);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Stops; what is noted and not written down yet is <see cref="Flush"/>'s before that.</summary>
    public void Dispose() => _timer.Dispose();

    private void Forget(KeyValuePair<string, Use>[] batch, PendingAccesses.Batch accesses)
    {
        _accesses.Forget(accesses);
        foreach (var written in batch)
        {
            // One that was noted again meanwhile is another value and stays for the next turn.
            _pending.TryRemove(written);
        }
    }

    private sealed record Use(long Second, string Service, string Region)
    {
        public LastUse ToLastUse(string subject) => new(subject, DateTimeOffset.FromUnixTimeSeconds(Second), Service, Region);
    }
}
