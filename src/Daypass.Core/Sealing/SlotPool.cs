namespace Daypass.Core.Sealing;

/// <summary>Cryptographic objects that only one thread may use at a time: each use takes one out of its slot, or makes one.</summary>
/// <typeparam name="T">The object.</typeparam>
internal sealed class SlotPool<T>(Func<T> make) where T : class, IDisposable
{
    private readonly T?[] _idle = new T?[Environment.ProcessorCount];

    /// <summary>An object that is not used elsewhere; give it back with the slot.</summary>
    public T Rent(out int slot)
    {
        slot = (int)((uint)Thread.GetCurrentProcessorId() % (uint)_idle.Length);
        return Interlocked.Exchange(ref _idle[slot], null) ?? make();
    }

    /// <summary>Ends a use.</summary>
    public void Return(T used, int slot)
    {
        if (Interlocked.CompareExchange(ref _idle[slot], used, null) is not null)
        {
            used.Dispose();
        }
    }

    /// <summary>Frees what is idle; what is in use is freed by its user, or by its finalizer.</summary>
    public void Drain()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            Interlocked.Exchange(ref _idle[i], null)?.Dispose();
        }
    }
}
