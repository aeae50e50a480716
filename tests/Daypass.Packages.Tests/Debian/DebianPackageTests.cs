using System.Diagnostics;
using System.Text.RegularExpressions;
using Daypass.Testing.Network;

namespace Daypass.Packages.Tests.Debian;

/// <summary>The package for Debian: installed where nothing else is, started as the unit says, upgraded, removed and purged.</summary>
[Trait("Category", "slow")]
[Collection(Publishing.Name)]
public sealed partial class DebianPackageTests(DebianPackage package) : IClassFixture<DebianPackage>
{
    private const string Options = "/etc/daypass/server.env";

    [Fact]
    public async Task Lintian_finds_no_error()
    {
        var found = await Shell.Run("lintian", "--fail-on", "error", "--allow-root", package.File);
        Assert.True(found.ExitCode == 0, found.Output + found.Errors);
    }

    [Fact]
    public async Task From_a_fresh_Debian_to_the_first_role()
    {
        await using var debian = await FreshDebian.Unpack(package);
        await PullsOnlyWhatItDeclares(debian);
        (await debian.Run("apt-get", "install", "-y", "-qq", "/daypass.deb")).Succeeded();
        Assert.Equal("700 daypass\n600 root\n600 root\n", (await debian.Run("sh", "-c",
            $"stat -c '%a %U' /var/lib/daypass && stat -c '%a %U' /etc/daypass/master.key && stat -c '%a %U' {Options}")).Output);

        await using var service = await Serving.Start(debian);
        await ServesTheFirstRole(debian, service.Url);

        var accounts = (await debian.Run("daypass-admin", "account", "list")).Succeeded();
        Assert.Matches("(?m)^[0-9]{12}", accounts);
        Assert.Equal("", (await debian.Run("find", "/var/lib/daypass", "!", "-user", "daypass")).Succeeded());
        Assert.Matches("^daypass/", (await debian.Run("daypass", "--version")).Succeeded());
        Assert.Equal("", (await debian.Run("sh", "-c", "daypass-mcp </dev/null")).Succeeded());
        await RunsTheGateway(debian);
        Assert.Equal(0, await service.Stop());
    }

    [Fact]
    public async Task A_wrong_value_in_the_file_of_the_unit_is_one_sentence()
    {
        await using var debian = await FreshDebian.Unpack(package);
        (await debian.Run("apt-get", "install", "-y", "-qq", "/daypass.deb")).Succeeded();
        foreach (var (options, sentence) in new[]
        {
            ("--urls nowhere", "--urls nowhere is not an address to listen on: it begins with http://, https://, http+proxy:// or https+proxy://."),
            ("--no-such-option", "--no-such-option is no option of daypass-server. --help lists what there is."),
            ("--data /elsewhere", "Option '--data' expects a single argument but 2 were provided."),
            ("--tls-key /none.pem",
                "--tls-certificate, --tls-key and --client-roots are for https, and --urls http://127.0.0.1:8017 names no https address."),
        })
        {
            await File.WriteAllTextAsync(debian.At(Options), $"DAYPASS_OPTIONS=\"{options}\"\n");
            using var process = await debian.LaunchService();
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal((1, $"daypass-server: {sentence}\n"), (process.ExitCode, said));
        }
    }

    [Fact]
    public async Task An_upgrade_keeps_what_is_stored_and_what_was_set()
    {
        await using var debian = await FreshDebian.Unpack(package);
        (await debian.Run("apt-get", "install", "-y", "-qq", "/older.deb")).Succeeded();
        string before;
        await using (var old = await Serving.Start(debian))
        {
            before = await WhoIsAdmin(debian, old.Url);
            Assert.Equal(0, await old.Stop());
        }

        var set = await File.ReadAllTextAsync(debian.At(Options));
        var key = await File.ReadAllTextAsync(debian.At("/etc/daypass/master.key"));
        (await debian.Run("apt-get", "install", "-y", "-qq", "-o", "Dpkg::Options::=--force-confold", "/daypass.deb")).Succeeded();
        Assert.DoesNotContain("0.0.9", (await debian.Run("dpkg-query", "-W", "daypass")).Succeeded(), StringComparison.Ordinal);
        Assert.Equal(set, await File.ReadAllTextAsync(debian.At(Options)));
        Assert.Equal(key, await File.ReadAllTextAsync(debian.At("/etc/daypass/master.key")));
        await using var after = await Serving.Start(debian);
        Assert.Equal(before, await WhoIsAdmin(debian, after.Url));
    }

    [Fact]
    public async Task Purging_keeps_what_is_stored_until_it_is_told_not_to()
    {
        await using var debian = await FreshDebian.Unpack(package);
        (await debian.Run("apt-get", "install", "-y", "-qq", "/daypass.deb")).Succeeded();
        await using (var service = await Serving.Start(debian))
        {
            await service.Stop();
        }

        (await debian.Run("apt-get", "remove", "-y", "-qq", "daypass")).Succeeded();
        Assert.False(File.Exists(debian.At("/usr/bin/daypass-server")));
        Assert.True(File.Exists(debian.At(Options)));
        var purged = await debian.Run("apt-get", "purge", "-y", "-qq", "daypass");
        Assert.Contains("daypass: kept /var/lib/daypass, /etc/daypass/master.key and the user daypass.", purged.Succeeded() + purged.Errors,
            StringComparison.Ordinal);
        Assert.False(File.Exists(debian.At(Options)));
        Assert.True(File.Exists(debian.At("/var/lib/daypass/daypass.db")));
        Assert.True(File.Exists(debian.At("/etc/daypass/master.key")));

        // Installed again it goes on with what is there.
        (await debian.Run("apt-get", "install", "-y", "-qq", "/daypass.deb")).Succeeded();
        await using (var again = await Serving.Start(debian))
        {
            await WhoIsAdmin(debian, again.Url);
            await again.Stop();
        }

        var told = new Dictionary<string, string> { ["DAYPASS_PURGE_DATA"] = "yes" };
        (await debian.Run(told, "apt-get", "purge", "-y", "-qq", "daypass")).Succeeded();
        Assert.False(Directory.Exists(debian.At("/var/lib/daypass")));
        Assert.False(Directory.Exists(debian.At("/etc/daypass")));
        Assert.NotEqual(0, (await debian.Run("getent", "passwd", "daypass")).ExitCode);
    }

    /// <summary>By its unit's command line, as far as it comes without routes.</summary>
    private static async Task RunsTheGateway(FreshDebian debian)
    {
        await File.WriteAllTextAsync(
            debian.At("/etc/daypass/gateway-auth.env"),
            "GATEWAY_OPTIONS=\"--routes /etc/daypass/routes.yaml --server http://127.0.0.1:1\"\nAWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n"
                + "AWS_SECRET_ACCESS_KEY=secret\n");
        var unit = await UnitFile.Read(debian.At("/lib/systemd/system/daypass-gateway@.service"));
        var environment = await unit.Environment(debian.Root, "auth");
        var said = await debian.Run(environment, [.. unit.Command(environment).Select(static word => word == "%i" ? "auth" : word)]);
        Assert.Equal(1, said.ExitCode);
        Assert.StartsWith("daypass-gateway: /etc/daypass/routes.yaml", said.Errors, StringComparison.Ordinal);
    }

    private static async Task PullsOnlyWhatItDeclares(FreshDebian debian)
    {
        var planned = Planned().Matches((await debian.Run("apt-get", "install", "-s", "/daypass.deb")).Succeeded())
            .Select(static match => match.Groups["name"].Value).Where(static name => name != "daypass").ToList();
        var declared = (await debian.Run("dpkg-deb", "-f", "/daypass.deb", "Depends")).Succeeded().Split(',')
            .Select(static one => one.Trim().Split(' ')[0]);
        var closure = (await debian.Run(
            ["apt-cache", "depends", "--recurse", "--no-suggests", "--no-conflicts", "--no-breaks", "--no-replaces", "--no-enhances", .. declared]))
            .Succeeded().Split('\n').Select(static line => line.Trim());
        Assert.Empty(planned.Except(closure));
    }

    /// <summary>The commands of docs/install.md, as they stand there.</summary>
    private static async Task ServesTheFirstRole(FreshDebian debian, string url)
    {
        var commands = (await InstallPage.Commands("First role"))
            .Replace("http://127.0.0.1:8017", url, StringComparison.Ordinal)
            .Replace("/var/lib/daypass/credentials", debian.At("/var/lib/daypass/credentials"), StringComparison.Ordinal);
        Assert.EndsWith(":assumed-role/deploy/first\n", await InstallPage.Run(commands), StringComparison.Ordinal);
    }

    private static async Task<string> WhoIsAdmin(FreshDebian debian, string url) => await InstallPage.Run(
        $"export AWS_ENDPOINT_URL_STS={url} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 "
            + $"AWS_SHARED_CREDENTIALS_FILE={debian.At("/var/lib/daypass/credentials")} AWS_PROFILE=daypass-admin\n"
            + "aws sts get-caller-identity --query Arn --output text");

    [GeneratedRegex(@"^Inst (?<name>\S+)", RegexOptions.Multiline)]
    private static partial Regex Planned();

    /// <summary>The service, listening on a port of its own that stands in the file of its options.</summary>
    private sealed class Serving(Process process, string url) : IAsyncDisposable
    {
        public string Url => url;

        public static async Task<Serving> Start(FreshDebian debian)
        {
            var url = $"http://127.0.0.1:{FreePort.Find()}";
            var lines = await File.ReadAllTextAsync(debian.At(Options));
            await File.WriteAllTextAsync(debian.At(Options), OptionLine().Replace(lines, $"DAYPASS_OPTIONS=\"--urls {url} --drain-notice 0\""));
            return new Serving(await debian.StartService(), url);
        }

        public async Task<int> Stop()
        {
            (await Shell.Run("kill", "-TERM", $"{process.Id}")).Succeeded();
            await process.WaitForExitAsync();
            return process.ExitCode;
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }
    }

    [GeneratedRegex("^DAYPASS_OPTIONS=.*$", RegexOptions.Multiline)]
    private static partial Regex OptionLine();
}
