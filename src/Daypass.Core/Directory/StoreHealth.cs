using Daypass.Core.Stores;

namespace Daypass.Core.Directory;

/// <summary>Whether this node is in touch with the database. While it is not, what is in memory is still used, but only for a bounded time.</summary>
/// <param name="clock">Measures how long ago the last contact was.</param>
/// <param name="longest">For how long what is in memory may be used without the database.</param>
public sealed class StoreHealth(TimeProvider clock, TimeSpan longest)
{
    private long _last = clock.GetTimestamp();
    private volatile StoreUnavailableException? _fault;

    /// <summary>Raised when contact is lost and when it is made again.</summary>
    public event Action<StoreHealth>? Changed;

    /// <summary>Why there is no contact now; null while there is.</summary>
    public StoreUnavailableException? Fault => _fault;

    /// <summary>How long ago everything committed until then was known here.</summary>
    public TimeSpan Age => clock.GetElapsedTime(Volatile.Read(ref _last));

    /// <summary>For how long what is in memory may be used without the database.</summary>
    public TimeSpan Longest => longest;

    /// <summary>True when contact has been lost for so long that nothing in memory may be used any more: a key that was deleted meanwhile would live
    /// on.</summary>
    public bool IsStale => _fault is not null && Age > longest;

    /// <summary>Everything that was committed until now is known here.</summary>
    public void MarkReachable()
    {
        Volatile.Write(ref _last, clock.GetTimestamp());
        if (_fault is not null)
        {
            _fault = null;
            Changed?.Invoke(this);
        }
    }

    /// <summary>The database could not be asked.</summary>
    public void MarkUnreachable(StoreUnavailableException cause)
    {
        var isNew = _fault is null;
        _fault = cause;
        if (isNew)
        {
            Changed?.Invoke(this);
        }
    }

    /// <summary>Refuses at once what would have to ask a database that is known to be away, instead of letting it wait for a connection.</summary>
    /// <exception cref="StoreUnavailableException">There is no contact.</exception>
    public void ThrowIfUnreachable()
    {
        if (_fault is { } cause)
        {
            throw new StoreUnavailableException(cause.Message, cause);
        }
    }
}
