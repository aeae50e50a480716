using Microsoft.Extensions.Logging;

namespace Daypass.Testing;

/// <summary>How a server for tests is started.</summary>
public sealed class DaypassServerOptions
{
    /// <summary>What tells the server's time of day, such as a <c>FakeTimeProvider</c>; the machine's clock when null. Timers stay the machine's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>A world file to begin with, where no world is built in code.</summary>
    public string? WorldFile { get; set; }

    /// <summary>The user, <c>NAME</c> or <c>ACCOUNT/NAME</c>, that the keys <c>test</c>/<c>test</c> stand for; they are refused when null.</summary>
    public string? WellKnownKeys { get; set; }

    /// <summary>Where log lines go; nowhere when null.</summary>
    public Action<ILoggingBuilder>? Logging { get; set; }
}
