using Daypass.Core.Stores;

namespace Daypass.Core.Sealing;

/// <summary>Changes the ring: rotates, retires, invalidates. Every node may run it; each step happens once.</summary>
public sealed class KeyRotation(KeyRing ring)
{
    /// <summary>Makes sure that a purpose has a key that issues.</summary>
    public async ValueTask<RingKey> Ensure(string purpose, CancellationToken cancelled)
    {
        RingKey? issuing;
        while ((issuing = ring.Current.Issuing(purpose)) is null)
        {
            // The loser of a race over the number reads the winner's key; a key that waits to be published has nobody to wait for.
            _ = ring.Current.Newest(purpose, KeyState.Published) is { } waiting
                ? await Set(waiting, KeyState.Active, cancelled)
                : await ring.TryAdd(purpose, KeyState.Active, cancelled);
            await ring.Reload(cancelled);
        }

        return issuing;
    }

    /// <summary>Publishes the next key of a purpose; <see cref="Advance"/> makes it active when everyone can have it. Does nothing while one is already
    /// waiting.</summary>
    /// <returns>The number of the waiting key.</returns>
    public async ValueTask<int> Rotate(string purpose, CancellationToken cancelled)
    {
        await ring.Reload(cancelled);
        RingKey? waiting;
        while ((waiting = ring.Current.Newest(purpose, KeyState.Published)) is null)
        {
            await ring.TryAdd(purpose, KeyState.Published, cancelled);
        }

        return waiting.Number;
    }

    /// <summary>The next key of a purpose issues at once; older ones go on validating. A node that has not yet read the ring learns the new number from the
    /// first token it meets.</summary>
    /// <returns>The number of the new key.</returns>
    public async ValueTask<int> RotateAtOnce(string purpose, CancellationToken cancelled)
    {
        var number = await Rotate(purpose, cancelled);
        while (ring.Current.Find(number) is { State: KeyState.Published } waiting)
        {
            // Another node may take the same step; whoever does, the ring is read again.
            await Set(waiting, KeyState.Active, cancelled);
            await ring.Reload(cancelled);
        }

        await Advance(cancelled);
        return number;
    }

    /// <summary>Takes every step that is due: activates published keys, demotes what they replace, retires what no living thing was made with, publishes the
    /// successor of an old key.</summary>
    /// <returns>True when the ring was changed.</returns>
    public async ValueTask<bool> Advance(CancellationToken cancelled)
    {
        await ring.Reload(cancelled);
        var changed = false;
        foreach (var purpose in ring.Current.Purposes)
        {
            changed |= await Step(purpose, KeyLife.For(purpose, ring.Options), cancelled);
        }

        return changed;
    }

    /// <summary>
    /// For a key that leaked: a new key issues at once and every older one of the purpose is retired, so nothing that was sealed or signed until now is
    /// accepted any more by a node that has read the ring. A node that has not yet read it learns the new number from the first token it meets.
    /// </summary>
    /// <returns>The number of the new key.</returns>
    public async ValueTask<int> ReplaceAll(string purpose, CancellationToken cancelled) => (await ReplaceAll([purpose], cancelled))[0].Number;

    /// <summary>As <see cref="ReplaceAll(string, CancellationToken)"/>, for many purposes in one step.</summary>
    /// <returns>The new keys.</returns>
    public ValueTask<IReadOnlyList<RingKey>> ReplaceAll(IReadOnlyList<string> purposes, CancellationToken cancelled) => ring.ReplaceAll(purposes, cancelled);

    /// <summary>Retires a key that no longer issues.</summary>
    /// <returns>False when there is no such key, it is retired already, or it is the one that issues.</returns>
    public async ValueTask<bool> Retire(int number, CancellationToken cancelled)
    {
        await ring.Reload(cancelled);
        if (ring.Current.Find(number) is not { Verifies: true } key || ring.Current.Issuing(key.Purpose) == key)
        {
            return false;
        }

        var retired = await Set(key, KeyState.Retired, cancelled);
        await ring.Reload(cancelled);
        return retired;
    }

    /// <summary>Nothing sealed before this instant is accepted any more. It is rounded up to a whole second, as what is sealed carries whole seconds: what is
    /// sealed within the rest of that second is refused too.</summary>
    public async ValueTask InvalidateBefore(DateTimeOffset instant, CancellationToken cancelled)
    {
        var second = instant.ToUnixTimeSeconds();
        var whole = DateTimeOffset.FromUnixTimeSeconds(second);
        await ring.Store.SetInvalidBefore(whole < instant ? whole.AddSeconds(1) : whole, cancelled);
        await ring.Reload(cancelled);
    }

    /// <summary>Reads the ring and takes due steps until cancelled.</summary>
    /// <param name="failed">Told of each reading that failed; the ring of the last one stays in use.</param>
    /// <param name="cancelled">Ends it.</param>
    public async Task Follow(Action<StoreUnavailableException> failed, CancellationToken cancelled)
    {
        using var timer = new PeriodicTimer(ring.Options.ReloadInterval, ring.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancelled))
            {
                try
                {
                    await Advance(cancelled);
                }
                catch (StoreUnavailableException failure)
                {
                    failed(failure);
                }
            }
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async ValueTask<bool> Step(string purpose, KeyLife life, CancellationToken cancelled)
    {
        var now = ring.Clock.GetUtcNow();
        var changed = ring.Current.Newest(purpose, KeyState.Published) is { } waiting
            && now - waiting.CreatedAt >= life.Propagation
            && await Set(waiting, KeyState.Active, cancelled);
        if (changed)
        {
            await ring.Reload(cancelled);
        }

        if (ring.Current.Issuing(purpose) is not { } issuing)
        {
            return changed;
        }

        foreach (var key in ring.Current.KeysFor(purpose))
        {
            changed |= key.Number < issuing.Number && await Demote(key, now, life, cancelled);
        }

        if (now - issuing.CreatedAt >= life.RotateEvery && ring.Current.Newest(purpose, KeyState.Published) is null)
        {
            changed |= await ring.TryAdd(purpose, KeyState.Published, cancelled);
        }

        if (changed)
        {
            await ring.Reload(cancelled);
        }

        return changed;
    }

    private ValueTask<bool> Demote(RingKey key, DateTimeOffset now, KeyLife life, CancellationToken cancelled) => key.State switch
    {
        KeyState.Active => Set(key, KeyState.Validating, cancelled),
        KeyState.Published => Set(key, KeyState.Retired, cancelled),
        KeyState.Validating when now - key.ChangedAt >= life.ValidateFor => Set(key, KeyState.Retired, cancelled),
        _ => new ValueTask<bool>(false),
    };

    private ValueTask<bool> Set(RingKey key, KeyState state, CancellationToken cancelled) =>
        ring.Store.TrySetState(key.Number, key.State, state, ring.Clock.GetUtcNow(), cancelled);
}
