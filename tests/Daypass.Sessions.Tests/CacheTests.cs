using Daypass.Sessions.Tests.Support;

namespace Daypass.Sessions.Tests;

/// <summary>What lies in the cache, who may read it, and which session serves whom.</summary>
public sealed class CacheTests : IAsyncLifetime
{
    private Office _office = null!;
    private Machine _machine = null!;

    public async Task InitializeAsync()
    {
        _office = await Office.Open();
        await _office.Allow("sts:AssumeRole");
        _machine = _office.NewMachine();
        _machine.Write(".aws/config", $"[profile dev]\nrole_arn = {await _office.NewRole("dev")}\nsource_profile = base\n");
    }

    public async Task DisposeAsync()
    {
        _machine.Dispose();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_keyring_the_owner_alone_may_read_it()
    {
        var secret = await Use();
        Assert.Contains(secret, await File.ReadAllTextAsync(Entry()), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_machine.Cache))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_machine.Cache));
    }

    [Fact]
    public async Task Under_a_key_of_the_kernel_it_is_sealed()
    {
        _machine.Variables["DAYPASS_CACHE_KEYRING"] = "kernel";
        var secret = await Use();
        await IsSealed(secret, await Use());

        // A byte of it changed is a session that is asked for again.
        var bytes = await File.ReadAllBytesAsync(Entry());
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(Entry(), bytes);
        Assert.NotEqual(secret, await Use());
    }

    [Fact, Trait("Category", "foreign")]
    public async Task Under_a_key_of_the_desktop_it_is_sealed_and_outlives_the_kernel()
    {
        _machine.Variables["DAYPASS_CACHE_KEYRING"] = "desktop";
        _machine.Variables["XDG_RUNTIME_DIR"] = _machine.Home;

        // Two logins of one person, as over a restart: the keyring is started anew and unlocked with the password.
        const string Login = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; ";
        string Command(string format) => $"{Login}{Machine.Program} export dev --format {format}";
        var one = (await _machine.RunProgram("dbus-run-session", ["--", "sh", "-c", Command("json")])).Succeeded();
        var other = (await _machine.RunProgram("dbus-run-session", ["--", "sh", "-c", Command("json")])).Succeeded();
        Assert.Contains("ASIA", one, StringComparison.Ordinal);
        await IsSealed(Secret(one), Secret(other));

        var absent = await _machine.Run("export", "dev", "--debug");
        Assert.Contains(
            "There is no keyring for DAYPASS_CACHE_KEYRING=desktop; cached sessions are protected by file permissions only.",
            absent.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_caller_another_address_or_another_shape_is_another_session()
    {
        await Use();
        await Use();
        Assert.Equal(1, _office.Relay.Count("AssumeRole"));

        _machine.Variables["AWS_ENDPOINT_URL"] = _office.Server.Url;
        await Use();
        Assert.Equal(2, Directory.GetFiles(_machine.Cache).Count(static file => !file.EndsWith(".lock", StringComparison.Ordinal)));
        _machine.Variables["AWS_ENDPOINT_URL"] = _office.Relay.Url;

        _machine.Write(
            ".aws/credentials",
            $"[base]\naws_access_key_id = {_office.Server.Admin.AccessKeyId}\naws_secret_access_key = {_office.Server.Admin.SecretAccessKey.Reveal()}\n");
        await Use();
        Assert.Equal(2, _office.Relay.Count("AssumeRole"));
        (await _machine.Run("export", "dev", "--region", "eu-west-1")).Succeeded();
        Assert.Equal(3, _office.Relay.Count("AssumeRole"));

        var cleared = await _machine.Run("cache", "clear");
        Assert.Equal((0, "4 cached sessions forgotten.\n"), (cleared.ExitCode, cleared.Errors));
        await Use();
        Assert.Equal(4, _office.Relay.Count("AssumeRole"));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_keeps_nobody_from_working()
    {
        _machine.Variables["DAYPASS_CACHE_DIR"] = Path.Combine(_machine.Write("file", ""), "below");
        await Use();
        await Use();
        Assert.Equal(2, _office.Relay.Count("AssumeRole"));
    }

    private async Task IsSealed(string secret, string again)
    {
        Assert.Equal(secret, again);
        Assert.Equal(1, _office.Relay.Count("AssumeRole"));
        Assert.DoesNotContain(secret, await File.ReadAllTextAsync(Entry()), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Entry()));
    }

    private string Entry() => Assert.Single(Directory.GetFiles(_machine.Cache), static file => !file.EndsWith(".lock", StringComparison.Ordinal));

    // The secret key of the session that is served.
    private async Task<string> Use() => Secret((await _machine.Run("export", "dev", "--format", "json")).Succeeded());

    private static string Secret(string json) => (string)System.Text.Json.Nodes.JsonNode.Parse(json)!["SecretAccessKey"]!;
}
