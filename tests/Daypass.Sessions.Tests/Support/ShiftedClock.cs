namespace Daypass.Sessions.Tests.Support;

/// <summary>The machine's time, moved by what a test says: the programs it starts have the machine's own.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan By { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + By;
}
