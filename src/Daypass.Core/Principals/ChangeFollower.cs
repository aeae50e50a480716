using Daypass.Core.Sealing;
using Daypass.Core.Stores;

namespace Daypass.Core.Principals;

/// <summary>Follows what other processes commit (other nodes, the account commands), so that this one forgets what they changed, and tells whether it can.</summary>
public sealed class ChangeFollower : IAsyncDisposable
{
    private const int Batch = 500;

    /// <summary>How often contact with the database is shown when nothing changes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stopping = new();
    private readonly IDirectoryStore store;
    private readonly EntityDirectory directory;
    private readonly KeyRing ring;
    private readonly StoreContact contact;
    private readonly TimeProvider clock;
    private readonly Task following;

    private ChangeFollower(IDirectoryStore store, EntityDirectory directory, KeyRing ring, StoreContact contact, TimeProvider clock, long position)
    {
        (this.store, this.directory, this.ring, this.contact, this.clock) = (store, directory, ring, contact, clock);
        following = Follow(position);
    }

    /// <summary>Begins to follow. What was cached before is forgotten, as it may be older than where following begins.</summary>
    public static async ValueTask<ChangeFollower> Start(
        IDirectoryStore store, EntityDirectory directory, KeyRing ring, StoreContact contact, TimeProvider clock, CancellationToken cancelled)
    {
        var position = await store.ChangePosition(cancelled);
        directory.ForgetAll();
        return new ChangeFollower(store, directory, ring, contact, clock, position);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task Follow(long position)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (contact.Fault is null)
                {
                    await store.WaitForChange(Longest, stopping.Token);
                }

                position = await CatchUp(position);
                contact.Made();
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                // Nothing can be missed: the position stays where it is. What is not an outage is a bug, and as long as it lasts this node knows no better.
                contact.Lost(failure as StoreUnavailableException ?? new StoreUnavailableException($"Changes cannot be followed: {failure.Message}", failure));
                await Task.Delay(Pause, clock, stopping.Token);
            }
        }
    }

    private async ValueTask<long> CatchUp(long position)
    {
        if (await store.ChangePosition(stopping.Token) < position)
        {
            return await StartOver();
        }

        while (await store.ChangesAfter(position, Batch, stopping.Token) is { Count: > 0 } changes)
        {
            if (changes[0].Position != position + 1)
            {
                return await StartOver();
            }

            foreach (var change in changes)
            {
                await Forget(change);
            }

            position = changes[^1].Position;
        }

        return position;
    }

    private async ValueTask Forget(DirectoryChange change)
    {
        if (change.Key.Kind is EntityKind.KeyRing)
        {
            await ring.Reload(stopping.Token);
        }
        else
        {
            directory.Forget(change);
        }
    }

    // The position is read before anything is forgotten: what is committed meanwhile is followed afterwards.
    private async ValueTask<long> StartOver()
    {
        var position = await store.ChangePosition(stopping.Token);
        directory.ForgetAll();
        await ring.Reload(stopping.Token);
        return position;
    }
}
