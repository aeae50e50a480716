using System.Runtime.InteropServices;

namespace Daypass.Cli.Interaction;

/// <summary>
/// The columns of the terminal that standard output leads to. The framework's console would put the terminal into another mode when it is
/// asked, and leave it there for the programs that come after.
/// </summary>
internal static partial class TerminalWidth
{
    private const int StandardOutput = 1;

    /// <summary>The columns; null when they are not known.</summary>
    public static int? Find()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.WindowWidth;
        }

        // TIOCGWINSZ: four numbers of sixteen bits, rows first.
        Span<ushort> size = stackalloc ushort[4];
        var request = OperatingSystem.IsLinux() ? 0x5413u : 0x40087468u;
        return GetSize(StandardOutput, request, ref MemoryMarshal.GetReference(size)) == 0 && size[1] > 0 ? size[1] : null;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int GetSize(int descriptor, nuint request, ref ushort size);
}
