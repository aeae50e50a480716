using Microsoft.Extensions.Time.Testing;

namespace Daypass.Testing;

/// <summary>A clock that stands still until a test moves it: the time of day and timestamps move together, and timers fire while it is moved.</summary>
/// <remarks>A clock that was set back is <see cref="FakeTimeProvider.AdjustTime"/>: it moves the time of day alone.</remarks>
/// <param name="start">The first time of day.</param>
public sealed class ManualClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    /// <summary>A clock at noon, 1 July 2026, UTC.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }
}
