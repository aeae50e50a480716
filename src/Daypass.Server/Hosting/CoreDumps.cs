using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Daypass.Server.Hosting;

/// <summary>Keeps the keys in this process's memory out of files: signing keys have leaked through crash dumps before.</summary>
internal static partial class CoreDumps
{
    private const int SetDumpable = 4;
    private const int CoreSize = 4;

    /// <summary>From now on no core file is written of this process, and no other process of its user may read its memory; false when the kernel
    /// refused.</summary>
    [SupportedOSPlatform("linux")]
    public static bool Forbid() => Limit(CoreSize, default) == 0 && Control(SetDumpable, 0, 0, 0, 0) == 0;

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int Limit(int resource, in Bounds bounds);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    /// <summary>How much a process may have now, and how much it may ever ask for.</summary>
    private readonly record struct Bounds(nuint Soft, nuint Hard);
}
