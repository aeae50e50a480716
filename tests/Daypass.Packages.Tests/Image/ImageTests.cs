using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Daypass.Testing.Network;
using Daypass.Testing.Server;

namespace Daypass.Packages.Tests.Image;

/// <summary>The image of the server, run as the least of all users on a root that cannot be written.</summary>
[Trait("Category", "slow")]
[Collection(Publishing.Name)]
public sealed class ImageTests(OciImage image) : IClassFixture<OciImage>
{
    /// <summary>What a container runtime does: mounts of its own, a root that is read only, no new privileges, nobody's user.</summary>
    private const string Contain = """
        mount --bind "$0" "$0" && mount --rbind /proc "$0/proc" && mount --rbind /dev "$0/dev" && mount -t tmpfs none "$0/tmp" &&
          mount --bind "$1" "$0/data" && mount -o remount,ro,bind "$0" && cd / || exit 99
        root=$0; shift
        exec env -i PATH=/usr/bin SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt DOTNET_EnableDiagnostics=0 \
          /usr/bin/setpriv --no-new-privs /usr/sbin/chroot --userspec=65534:65534 --groups= "$root" "$@"
        """;

    private const int Nobody = 65534;

    [Fact]
    public void It_says_how_it_is_run()
    {
        var config = image.Settings["config"]!;
        Assert.Equal("65534:65534", (string?)config["User"]);
        Assert.Equal(["/usr/bin/daypass-server"], Words(config["Entrypoint"]!));
        Assert.Equal(["--data", "/data", "--urls", "http://*:8017"], Words(config["Cmd"]!));
        Assert.NotNull(config["ExposedPorts"]!["8017/tcp"]);
        Assert.NotNull(config["Volumes"]!["/data"]);
        Assert.Equal("linux", (string?)image.Settings["os"]);
        Assert.Matches("^daypass:[0-9]+[.][0-9]+[.][0-9]+$", image.Name);
    }

    [Fact]
    public void It_has_the_terms_of_all_that_is_in_it_and_no_shell()
    {
        var documents = Path.Combine(image.Root, "usr", "share", "doc");
        Assert.All(["NOTICE", "LICENSE", "THIRD-PARTY-NOTICES.txt"], name => Assert.True(new FileInfo(Path.Combine(documents, "daypass", name)).Length > 0));
        var withTerms = Directory.EnumerateFiles(documents, "copyright", SearchOption.AllDirectories)
            .Select(static file => Path.GetFileName(Path.GetDirectoryName(file)!)).ToList();
        Assert.Contains("libc6", withTerms);
        Assert.Contains("ca-certificates", withTerms);
        Assert.Contains(withTerms, static name => name.StartsWith("gcc-", StringComparison.Ordinal));
        Assert.Contains(withTerms, static name => name.StartsWith("libssl3", StringComparison.Ordinal));
        Assert.Equal(
            ["daypass-gateway", "daypass-server"],
            Directory.EnumerateFiles(Path.Combine(image.Root, "usr", "bin")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Unpacked_it_serves_the_first_role_as_nobody_on_a_root_that_cannot_be_written()
    {
        using var folder = new TemporaryFolder();
        var data = await DataFolder(folder);
        var url = $"http://127.0.0.1:{FreePort.Find()}";
        using var server = Launch(data, "--data", "/data", "--urls", url);
        try
        {
            await Listens(server);
            var status = await File.ReadAllLinesAsync($"/proc/{server.Id}/status");
            Assert.Contains(status, static line => line.StartsWith("Uid:\t65534\t65534\t65534\t65534", StringComparison.Ordinal));
            Assert.Contains("CapEff:\t0000000000000000", status);
            Assert.Contains("NoNewPrivs:\t1", status);
            var elsewhere = await Answer("--data", "/usr/x", "--urls", "http://127.0.0.1:0");
            Assert.Equal(1, elsewhere.ExitCode);
            Assert.Contains("Read-only file system", elsewhere.Errors, StringComparison.Ordinal);
            await ServesTheFirstRole(url, data);
            Assert.Equal(new(0, "ready\n", ""), await Answer("health", url));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }

        async Task<ForeignProgram.Outcome> Answer(params string[] arguments)
        {
            using var program = Launch(data, arguments);
            var output = program.StandardOutput.ReadToEndAsync();
            var errors = await program.StandardError.ReadToEndAsync();
            await program.WaitForExitAsync();
            return new(program.ExitCode, await output, errors);
        }
    }

    [Fact]
    public async Task In_podman_it_serves_the_first_role_without_capabilities()
    {
        using var folder = new TemporaryFolder();
        var data = await DataFolder(folder);
        var url = $"http://127.0.0.1:{FreePort.Find()}";
        string[] storage = ["--root", Path.Combine(folder.Path, "images"), "--runroot", Path.Combine(folder.Path, "run"), "--storage-driver", "vfs"];
        string[] contained = ["--read-only", "--cap-drop=all", "--security-opt=no-new-privileges", "--network=host", "--rm",
            "--ulimit=nofile=512:512", "--ulimit=nproc=512:512", $"--volume={data}:/data"];
        (await Shell.Run("podman", [.. storage, "load", "-i", image.File])).Succeeded();
        var name = $"daypass-{Guid.NewGuid():N}";
        using var server = Shell.Start(
            "podman", [.. storage, "--runtime", "runc", "run", "--name", name, .. contained, $"localhost/{image.Name}", "--data", "/data", "--urls", url],
            new Dictionary<string, string>());
        try
        {
            await Listens(server);
            await ServesTheFirstRole(url, data);
            var healthy = await Shell.Run("podman", [.. storage, "--runtime", "runc", "exec", name, "/usr/bin/daypass-server", "health", url]);
            Assert.Equal("ready\n", healthy.Succeeded());
            (await Shell.Run("podman", [.. storage, "--runtime", "runc", "kill", "--signal", "INT", name])).Succeeded();
            await server.WaitForExitAsync();
            Assert.Equal(0, server.ExitCode);
        }
        finally
        {
            if (!server.HasExited)
            {
                await Shell.Run("podman", [.. storage, "--runtime", "runc", "rm", "-f", name]);
                server.Kill();
            }

            await Shell.Run("podman", [.. storage, "rmi", "-a", "-f"]);
        }
    }

    private Process Launch(string data, params string[] arguments) => Shell.Start(
        "unshare", ["-m", "sh", "-c", Contain, image.Root, data, "/usr/bin/daypass-server", .. arguments], new Dictionary<string, string>());

    private static async Task<string> DataFolder(TemporaryFolder folder)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        File.SetUnixFileMode(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await Shell.Run("chown", string.Create(CultureInfo.InvariantCulture, $"{Nobody}:{Nobody}"), data)).Succeeded();
        return data;
    }

    private static async Task Listens(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("export AWS_PROFILE", StringComparison.Ordinal))
            {
                _ = server.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = server.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return;
            }
        }

        throw new InvalidOperationException(await server.StandardError.ReadToEndAsync());
    }

    private static async Task ServesTheFirstRole(string url, string data)
    {
        var commands = (await InstallPage.Commands("First role"))
            .Replace("http://127.0.0.1:8017", url, StringComparison.Ordinal)
            .Replace("/var/lib/daypass/credentials", Path.Combine(data, "credentials"), StringComparison.Ordinal);
        Assert.EndsWith(":assumed-role/deploy/first\n", await InstallPage.Run(commands), StringComparison.Ordinal);
    }

    private static List<string?> Words(JsonNode array) => [.. array.AsArray().Select(static word => (string?)word)];
}
