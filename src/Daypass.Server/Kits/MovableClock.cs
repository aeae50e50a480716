namespace Daypass.Server.Kits;

/// <summary>The clock of a server for tests: its time of day can be set, moved and held, while timers and timestamps stay the machine's.</summary>
/// <remarks>A running server waits for a disk and a network, which do not go faster when a test moves the time of day.</remarks>
/// <param name="source">What tells the time of day until it is set.</param>
public sealed class MovableClock(TimeProvider source) : TimeProvider
{
    private readonly Lock _moving = new();
    private TimeSpan _ahead;
    private DateTimeOffset? _held;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_moving)
        {
            return _held ?? (source.GetUtcNow() + _ahead);
        }
    }

    /// <summary>Whether it stands still until it is moved.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_moving)
            {
                return _held is not null;
            }
        }
    }

    /// <summary>Sets the time of day; it goes on from there, or is held there.</summary>
    public void Set(DateTimeOffset now, bool hold = false)
    {
        lock (_moving)
        {
            _ahead = now - source.GetUtcNow();
            _held = hold ? now.ToUniversalTime() : null;
        }
    }

    /// <summary>Moves it by a span, backwards when that is negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such time of day.</exception>
    public void Advance(TimeSpan by)
    {
        lock (_moving)
        {
            var (now, isHeld) = (GetUtcNow(), _held is not null);
            Set(now + by, isHeld);
        }
    }

    /// <summary>It tells again what its source tells.</summary>
    public void Reset()
    {
        lock (_moving)
        {
            (_ahead, _held) = (TimeSpan.Zero, null);
        }
    }
}
