namespace Daypass.Server.Edge;

/// <summary>Lets one line a minute through of what anyone on the network can cause.</summary>
internal sealed class LogPace(TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private long _last;

    /// <summary>True when a line may be written now.</summary>
    public bool TryTake()
    {
        var (now, before) = (clock.GetTimestamp(), Interlocked.Read(ref _last));
        return (before == 0 || clock.GetElapsedTime(before, now) >= Pace) && Interlocked.CompareExchange(ref _last, now, before) == before;
    }
}
