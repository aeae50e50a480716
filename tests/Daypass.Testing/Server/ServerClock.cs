namespace Daypass.Testing.Server;

/// <summary>The clock of a running server: the time of day is the test's, but timers and timestamps are the machine's.</summary>
/// <remarks>A running server waits for a disk, a database and a network, which do not stand still with a test's clock; moving it must not end those waits.</remarks>
/// <param name="calendar">Tells the time of day.</param>
internal sealed class ServerClock(TimeProvider calendar) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => calendar.GetUtcNow();
}
