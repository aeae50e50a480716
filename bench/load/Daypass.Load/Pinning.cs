using System.Diagnostics;

namespace Daypass.Load;

/// <summary>Servers run on the first core, the generator on the others, so that they do not preempt each other.</summary>
internal static class Pinning
{
    public static void KeepOffTheFirstCore(bool pinned)
    {
        if (!pinned)
        {
            return;
        }

        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2)
        {
            throw new PlatformNotSupportedException("Pinning needs Linux and two cores; run with --unpinned.");
        }

        using var self = Process.GetCurrentProcess();
        self.ProcessorAffinity = (nint)((1L << Math.Min(Environment.ProcessorCount, 63)) - 2);
    }
}
