using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Daypass.Testing.Server;

namespace Daypass.Packages.Tests.Debian;

/// <summary>A Debian with nothing but apt in it, in a folder of its own; systemd does not run there.</summary>
internal sealed class FreshDebian : IAsyncDisposable
{
    /// <summary>What runs there sees its own mounts, which are gone with it.</summary>
    private const string Enter = """mount --rbind /proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$@" """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder;

    private FreshDebian(TemporaryFolder folder) => _folder = folder;

    /// <summary>Its root folder.</summary>
    public string Root => Path.Combine(_folder.Path, "root");

    /// <summary>Unpacks one, with the package lists of the machine's mirrors.</summary>
    public static async Task<FreshDebian> Unpack(DebianPackage package)
    {
        var fresh = new FreshDebian(new TemporaryFolder());
        Directory.CreateDirectory(fresh.Root);
        (await Shell.Run("tar", "-xf", package.Root, "-C", fresh.Root, "--exclude=./dev/*")).Succeeded();
        File.Copy("/etc/resolv.conf", Path.Combine(fresh.Root, "etc", "resolv.conf"), overwrite: true);
        File.Copy(package.File, Path.Combine(fresh.Root, "daypass.deb"));
        File.Copy(package.OlderFile, Path.Combine(fresh.Root, "older.deb"));
        (await fresh.Run("apt-get", "update", "-qq")).Succeeded();
        return fresh;
    }

    /// <summary>Runs a command there as root.</summary>
    public Task<ForeignProgram.Outcome> Run(params IEnumerable<string> command) => Run(new Dictionary<string, string>(), command);

    /// <summary>The same with variables.</summary>
    public Task<ForeignProgram.Outcome> Run(IReadOnlyDictionary<string, string> variables, params IEnumerable<string> command) =>
        Shell.Run("unshare", ["-m", "sh", "-c", Enter, Root, Root, .. command], With(variables));

    /// <summary>A file there.</summary>
    public string At(string path) => Root + path;

    /// <summary>Starts the service as its unit says and waits until it says it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public async Task<Process> StartService()
    {
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        File.Delete(At("/run/notify"));
        manager.Bind(new UnixDomainSocketEndPoint(At("/run/notify")));
        File.SetUnixFileMode(At("/run/notify"), (UnixFileMode)0b110_110_110);
        var process = await LaunchService();
        var ended = process.WaitForExitAsync();
        var buffer = new byte[512];
        while (true)
        {
            var told = manager.ReceiveAsync(buffer);
            if (await Task.WhenAny(told, ended).WaitAsync(Patience) == ended)
            {
                throw new InvalidOperationException($"The service ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync()}");
            }

            if (Encoding.UTF8.GetString(buffer, 0, await told) == "READY=1")
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return process;
            }
        }
    }

    /// <summary>Starts the service as its unit says: user, working folder, environment, credential, command line.</summary>
    public async Task<Process> LaunchService()
    {
        var unit = await UnitFile.Read(At("/lib/systemd/system/daypass.service"));
        var environment = await unit.Environment(Root);
        var credential = unit["LoadCredential"].Split(':');
        const string Load = """install -d -o "$0" -m 0700 /run/credentials && install -o "$0" -m 0400 "$1" "/run/credentials/$2" """;
        (await Run("sh", "-c", Load, unit["User"], credential[1], credential[0])).Succeeded();
        environment["CREDENTIALS_DIRECTORY"] = "/run/credentials";
        environment["NOTIFY_SOCKET"] = "/run/notify";
        string[] launcher = ["-m", "sh", "-c", Enter, Root, $"--userspec={unit["User"]}:{unit["Group"]}", Root];
        string[] inFolder = ["env", "-C", unit["WorkingDirectory"], .. unit.Command(environment)];
        return Shell.Start("unshare", [.. launcher, .. inFolder], With(environment));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        (await Shell.Run("rm", "-rf", "--one-file-system", Root)).Succeeded();
        _folder.Dispose();
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> variables) => new(variables)
    {
        ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ["DEBIAN_FRONTEND"] = "noninteractive",
        ["LC_ALL"] = "C.UTF-8",
    };
}
