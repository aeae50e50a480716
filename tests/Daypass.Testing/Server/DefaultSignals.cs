namespace Daypass.Testing.Server;

/// <summary>Starts a program so that Ctrl-C and a closed terminal end it, as they do in a terminal.</summary>
/// <remarks>A shell makes its background jobs ignore Ctrl-C, and nohup makes them ignore a closed terminal. Every program started below them inherits
/// that: tests that run in the background as well.</remarks>
public static class DefaultSignals
{
    /// <summary>The words to put before a command line. The process keeps its id.</summary>
    public static IReadOnlyList<string> Launcher { get; } = OperatingSystem.IsLinux() ? ["env", "--default-signal=HUP,INT,QUIT"] : [];
}
