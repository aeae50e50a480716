using System.Security.Cryptography;
using Daypass.Core.Stores;

namespace Daypass.Core.Sealing;

/// <summary>Changes the ring: rotates, retires, invalidates. Every node may run it; each step happens once, whoever does it first.</summary>
public sealed class KeyRotation(KeyRing ring)
{
    /// <summary>Publishes the next sealing key; <see cref="Advance"/> makes it active when every node can have it. Does nothing while one is already waiting.</summary>
    /// <returns>The number of the waiting key.</returns>
    public async ValueTask<int> Rotate(CancellationToken cancelled)
    {
        await ring.Reload(cancelled);
        RingKey? waiting;
        while ((waiting = Newest(KeyState.Published)) is null)
        {
            await ring.TryAdd(RingKey.ForSealing, NewMaterial(), KeyState.Published, cancelled);
        }

        return waiting.Number;
    }

    /// <summary>Takes every step that is due: activates published keys, demotes what they replace, retires what no living thing was made with, publishes the successor of an old key.</summary>
    /// <returns>True when the ring was changed.</returns>
    public async ValueTask<bool> Advance(CancellationToken cancelled)
    {
        await ring.Reload(cancelled);
        var now = ring.Clock.GetUtcNow();
        var changed = false;
        if (Newest(KeyState.Published) is { } waiting && now - waiting.CreatedAt >= ring.Options.Propagation)
        {
            changed |= await Set(waiting, KeyState.Active, cancelled);
        }

        if (changed)
        {
            await ring.Reload(cancelled);
        }

        var issuing = ring.Current.Sealing;
        foreach (var key in ring.Current.Keys)
        {
            if (key.Purpose == RingKey.ForSealing && issuing is not null && key.Number < issuing.Number)
            {
                changed |= key.State switch
                {
                    KeyState.Active => await Set(key, KeyState.Validating, cancelled),
                    KeyState.Published => await Set(key, KeyState.Retired, cancelled),
                    KeyState.Validating when now - key.ChangedAt >= ring.Options.ValidateFor => await Set(key, KeyState.Retired, cancelled),
                    _ => false,
                };
            }
        }

        if (issuing is not null && now - issuing.CreatedAt >= ring.Options.RotateEvery && Newest(KeyState.Published) is null)
        {
            changed |= await ring.TryAdd(RingKey.ForSealing, NewMaterial(), KeyState.Published, cancelled);
        }

        if (changed)
        {
            await ring.Reload(cancelled);
        }

        return changed;
    }

    /// <summary>
    /// For a key that leaked: a new key issues at once and every older one is retired, so nothing that was sealed until now opens any more on a node that
    /// has read the ring. A node that has not yet read it learns the new number from the first token it meets.
    /// </summary>
    /// <returns>The number of the new key.</returns>
    public async ValueTask<int> ReplaceAll(CancellationToken cancelled)
    {
        await ring.Reload(cancelled);
        var last = ring.Current.Keys.Count == 0 ? 0 : ring.Current.Keys[^1].Number;
        while (ring.Current.Sealing is not { } issuing || issuing.Number <= last)
        {
            await ring.TryAdd(RingKey.ForSealing, NewMaterial(), KeyState.Active, cancelled);
        }

        foreach (var key in ring.Current.Keys)
        {
            if (key.Purpose == RingKey.ForSealing && key.Number <= last && key.Verifies)
            {
                await Set(key, KeyState.Retired, cancelled);
            }
        }

        await ring.Reload(cancelled);
        return ring.Current.Sealing!.Number;
    }

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

    /// <summary>Nothing sealed before this instant is accepted any more. It is rounded up to a whole second, as what is sealed carries whole seconds: what is sealed within the rest of that second is refused too.</summary>
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

    private static byte[] NewMaterial() => RandomNumberGenerator.GetBytes(RingKey.SealingLength);

    private ValueTask<bool> Set(RingKey key, KeyState state, CancellationToken cancelled) =>
        ring.Store.TrySetState(key.Number, key.State, state, ring.Clock.GetUtcNow(), cancelled);

    private RingKey? Newest(KeyState state)
    {
        RingKey? newest = null;
        foreach (var key in ring.Current.Keys)
        {
            if (key.Purpose == RingKey.ForSealing && key.State == state)
            {
                newest = key;
            }
        }

        return newest;
    }
}
