using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Daypass.Testing;

/// <summary>
/// The processor time of this thread, which other processes and threads on a busy machine do not lengthen; the wall clock where the system has none.
/// </summary>
public static partial class ThreadTime
{
    private const int ThreadProcessorTime = 3;

    /// <summary>How much of the processor this thread has had.</summary>
    public static TimeSpan Now =>
        OperatingSystem.IsLinux() && ClockGetTime(ThreadProcessorTime, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
            : Stopwatch.GetElapsedTime(0);

    /// <summary>The processor time of work that stays on this thread.</summary>
    public static TimeSpan Of(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var before = Now;
        work();
        return Now - before;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
