using Daypass.Core.Sealing;
using Daypass.Core.Stores;

namespace Daypass.Core.Directory;

/// <summary>Follows what other processes commit (other nodes, the account commands), so that this one forgets what they changed, and tells whether it
/// can.</summary>
public sealed class ChangeFollower : IAsyncDisposable
{
    private const int Batch = 500;

    /// <summary>How often contact with the database is shown when nothing changes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>How long a question about changes may take: behind a network that swallows answers a deleted key must not live on unseen.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopping = new();
    private readonly IDirectoryStore _store;
    private readonly EntityDirectory _directory;
    private readonly KeyRing _ring;
    private readonly StoreHealth _health;
    private readonly TimeProvider _clock;
    private readonly FollowedChanges _followed;
    private readonly Task _following;

    private ChangeFollower(
        IDirectoryStore store, EntityDirectory directory, KeyRing ring, StoreHealth health, FollowedChanges followed, TimeProvider clock, DirectoryChange last)
    {
        (_store, _directory, _ring, _health, _followed, _clock) = (store, directory, ring, health, followed, clock);
        _following = Follow(last);
    }

    /// <summary>Begins to follow. What was cached before is forgotten, as it may be older than where following begins.</summary>
    public static async ValueTask<ChangeFollower> Start(
        IDirectoryStore store,
        EntityDirectory directory,
        KeyRing ring,
        StoreHealth health,
        FollowedChanges followed,
        TimeProvider clock,
        CancellationToken cancelled)
    {
        var last = await Newest(store, cancelled);
        directory.ForgetAll();
        followed.Begin(last);
        return new ChangeFollower(store, directory, ring, health, followed, clock, last);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task Follow(DirectoryChange last)
    {
        var history = _store.HistoryNumber;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (_health.Fault is null)
                {
                    await _store.WaitForChange(Longest, _stopping.Token);
                }

                last = await CatchUp(last);
                if (_store.HistoryNumber is var number && number != history)
                {
                    last = await StartOver();
                    history = number;
                }

                _health.MarkReachable();
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !_stopping.IsCancellationRequested)
            {
                // Nothing can be missed: the last change stays what it is. What is not an outage is a bug, and as long as it lasts this node knows no better.
                _health.MarkUnreachable(failure as StoreUnavailableException
                    ?? new StoreUnavailableException($"Changes cannot be followed: {failure.Message}", failure));
                await Task.Delay(Pause, _clock, _stopping.Token);
            }
        }
    }

    private async ValueTask<DirectoryChange> CatchUp(DirectoryChange last)
    {
        while (true)
        {
            // The last one is asked for again, in the same question as what follows it: only then are both of one history.
            var known = last.Position == 0 ? 0 : 1;
            var changes = await Ask(token => _store.ChangesFrom(Math.Max(last.Position, 1), Batch + known, token));
            if (known == 1 ? changes.Count == 0 || changes[0] != last : changes.Count > 0 && changes[0].Position != 1)
            {
                return await StartOver();
            }

            if (changes.Count == known)
            {
                return last;
            }

            foreach (var change in changes.Skip(known))
            {
                await Forget(change);
            }

            last = changes[^1];
            _followed.Advance([.. changes.Skip(known)]);
        }
    }

    private async ValueTask Forget(DirectoryChange change)
    {
        if (change.Key.Kind is EntityKind.KeyRing)
        {
            await _ring.Reload(_stopping.Token);
        }
        else
        {
            _directory.Forget(change);
        }
    }

    // The newest change is read before anything is forgotten: what is committed meanwhile is followed afterwards.
    private async ValueTask<DirectoryChange> StartOver()
    {
        var last = await Ask(token => Newest(_store, token));
        _directory.ForgetAll();
        await _ring.Reload(_stopping.Token);
        _followed.Begin(last);
        return last;
    }

    private async ValueTask<T> Ask<T>(Func<CancellationToken, ValueTask<T>> question)
    {
        using var alarm = new CancellationTokenSource(Patience, _clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, alarm.Token);
        try
        {
            return await question(enough.Token);
        }
        catch (OperationCanceledException late) when (!_stopping.IsCancellationRequested)
        {
            throw new StoreUnavailableException("The database does not answer in time.", late);
        }
    }

    private static async ValueTask<DirectoryChange> Newest(IDirectoryStore store, CancellationToken cancelled)
    {
        var position = await store.ChangePosition(cancelled);
        return position > 0 && await store.ChangesFrom(position, 1, cancelled) is [var newest] ? newest : default;
    }
}
