namespace Daypass.Federation;

/// <summary>A pool of objects that only one thread may use at a time; it creates another when all are in use.</summary>
/// <remarks>
/// The platform does not promise that a key object may be used by two threads at once; shared ones gave silently wrong results elsewhere, so none is
/// shared.
/// </remarks>
internal sealed class ExclusivePool<T>(Func<T> make)
    where T : class, IDisposable
{
    private readonly T?[] _idle = new T?[Environment.ProcessorCount];

    /// <summary>An object for the caller alone, until <see cref="Return"/>.</summary>
    internal T Rent()
    {
        for (var slot = 0; slot < _idle.Length; slot++)
        {
            if (Volatile.Read(ref _idle[slot]) is not null && Interlocked.Exchange(ref _idle[slot], null) is { } idle)
            {
                return idle;
            }
        }

        return make();
    }

    /// <summary>Gives it back; one too many is disposed of. An object in whose use something threw is not given back.</summary>
    internal void Return(T used)
    {
        for (var slot = 0; slot < _idle.Length; slot++)
        {
            if (Interlocked.CompareExchange(ref _idle[slot], used, null) is null)
            {
                return;
            }
        }

        used.Dispose();
    }
}
