using System.Diagnostics;
using System.Globalization;

namespace Daypass.Testing.Server;

/// <summary>How a server process is started so that its data folder is on a disk with little room, or one that cannot be written.</summary>
/// <remarks>
/// The folder is a file system of its own in the process's mount namespace, which needs no privileges where user namespaces are allowed. Where they are not
/// (most containers), the process may not make any file larger than that instead: writes fail in the same places, with another error.
/// </remarks>
public sealed class TroubledDisk
{
    private const string Mount = """f=$1; o=$2; mount -t tmpfs -o size="$0"k,mode=700 none "$f" || exit 99; shift 2; """;
    private const string ReadOnlyMount = """f=$1; o=$2; mount --bind "$f" "$f" && mount -o remount,ro,bind "$f" || exit 99; shift 2; """;

    // POSIX counts in blocks of 512 bytes; a signal that is ignored stays so in the program, whose writes fail then.
    // The runtime keeps its machine code in a file in memory, larger than that, unless pages may be written and executed both.
    private const string Limit = """f=$1; o=$2; trap "" XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -S -f $(($0 * 2)); shift 2; """;

    private const string Stay = """exec "$@" """;
    private const string CopyOut = """ "$@"; code=$?; ulimit -S -f $(ulimit -H -f); [ "$o" = "$f" ] || cp -r "$f/." "$o/"; exit $code""";

    private static readonly Lazy<bool> Namespaces = new(static () => Run("unshare", "-Urm", "true") == 0);

    private readonly string _folder;
    private readonly int _kilobytes;

    /// <summary>
    /// Whether it is a file system of its own. Else files cannot grow, which programs hear as an error of the disk, and empty ones can still be made.
    /// </summary>
    public static bool IsFileSystem => Namespaces.Value;

    private TroubledDisk(string folder, int kilobytes) => (_folder, _kilobytes) = (folder, kilobytes);

    /// <summary>An empty disk of so many kilobytes at a folder.</summary>
    public static TroubledDisk Small(string folder, int kilobytes) => new(folder, kilobytes);

    /// <summary>A folder that can be read as it is and not written.</summary>
    public static TroubledDisk ReadOnly(string folder) => new(folder, 0);

    /// <summary>What a program is started by.</summary>
    /// <param name="copy">Where to copy the folder when the program has ended, or null.</param>
    internal IReadOnlyList<string> Launcher(string? copy)
    {
        var script = (Namespaces.Value ? _kilobytes == 0 ? ReadOnlyMount : Mount : Limit) + (copy is null ? Stay : CopyOut);
        string[] shell = ["sh", "-c", script, _kilobytes.ToString(CultureInfo.InvariantCulture), _folder, copy ?? _folder];
        return Namespaces.Value ? ["unshare", "-Urm", .. shell] : shell;
    }

    /// <summary>Where a file of the process is to be found from here.</summary>
    public static string Seen(int process, string path) => Namespaces.Value ? $"/proc/{process}/root{path}" : path;

    /// <summary>Leaves no room at all.</summary>
    public void Fill(int process)
    {
        if (!Namespaces.Value)
        {
            var largest = new DirectoryInfo(_folder).GetFiles().Max(static file => file.Length);
            Require(Run("prlimit", "--pid", $"{process}", $"--fsize={largest}:unlimited"));
            return;
        }

        try
        {
            using var ballast = new FileStream(Ballast(process), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            var block = new byte[4096];
            while (true)
            {
                ballast.Write(block);
            }
        }
        catch (IOException full) when (full.Message.Contains("space", StringComparison.OrdinalIgnoreCase))
        {
            // That is what was wanted.
        }
    }

    /// <summary>Makes room again.</summary>
    public void Free(int process)
    {
        if (Namespaces.Value)
        {
            File.Delete(Ballast(process));
        }
        else
        {
            Require(Run("prlimit", "--pid", $"{process}", "--fsize=unlimited:unlimited"));
        }
    }

    private string Ballast(int process) => Seen(process, Path.Combine(_folder, "ballast"));

    private static void Require(int code)
    {
        if (code != 0)
        {
            throw new InvalidOperationException($"prlimit ended with {code}.");
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var running = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        running.WaitForExit();
        return running.ExitCode;
    }
}
