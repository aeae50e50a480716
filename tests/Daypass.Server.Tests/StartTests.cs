using System.Text.RegularExpressions;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Server.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task The_first_start_makes_an_account_and_writes_its_keys_for_the_owner_only()
    {
        using var folder = new TemporaryFolder();
        await using var host = await Start(folder, "123456789012");

        var file = Path.Combine(folder.Path, "credentials");
        Assert.Equal("123456789012", host.First!.Account);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "master.key")));
        Assert.Matches(
            new Regex("""^\[daypass-root\]\naws_access_key_id = AKIA[A-Z2-7]{16}\naws_secret_access_key = [A-Za-z0-9+/]{40}\n\n\[daypass-admin\]\n"""),
            await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_later_start_makes_nothing_and_takes_the_same_keys()
    {
        using var folder = new TemporaryFolder();
        await using (await Start(folder))
        {
        }

        var before = await File.ReadAllTextAsync(Path.Combine(folder.Path, "credentials"));
        await using var again = await Start(folder);

        Assert.Null(again.First);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(folder.Path, "credentials")));
    }

    [Fact]
    public async Task Keys_that_a_crash_left_unfinished_are_put_in_place_by_the_next_start()
    {
        using var folder = new TemporaryFolder();
        await using (await Start(folder))
        {
        }

        var file = Path.Combine(folder.Path, "credentials");
        File.Move(file, file + ".new");
        await using var again = await Start(folder);

        Assert.NotNull(again.First);
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("12345", "'12345' is not an account id: --account-id takes 12 digits.")]
    [InlineData("12345678901x", "'12345678901x' is not an account id: --account-id takes 12 digits.")]
    public async Task A_wrong_account_id_is_one_sentence(string id, string sentence)
    {
        using var folder = new TemporaryFolder();
        var failure = await Assert.ThrowsAsync<StartException>(() => Start(folder, id));

        Assert.Equal(sentence, failure.Message);
    }

    [Fact]
    public async Task A_database_without_its_master_key_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using (await Start(folder))
        {
        }

        File.Delete(Path.Combine(folder.Path, "master.key"));
        await Assert.ThrowsAsync<StartException>(() => Start(folder));
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence()
    {
        await using var first = await RunningServer.Start();
        using var folder = new TemporaryFolder();
        var failure = await Assert.ThrowsAsync<StartException>(
            () => ServerHost.Start(new ServerOptions { Urls = first.Url, DataDirectory = folder.Path }, TimeProvider.System, Quiet, CancellationToken.None));

        Assert.Contains("address already in use", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("--no-such-option is no option of daypass-server. --help lists what there is.", "--no-such-option", "1")]
    [InlineData("'many' is not a whole number, for --cache-entries.", "--cache-entries", "many")]
    [InlineData("--cache-entries takes a number from 1.", "--cache-entries", "0")]
    [InlineData("'many' is not a whole number, for --roles-per-account.", "--roles-per-account", "many")]
    [InlineData("--urls http://192.0.2.1:8017 cannot be listened on: Cannot assign requested address.", "--urls", "http://192.0.2.1:8017")]
    [InlineData("'soon' is not a duration such as 10s, for --drain.", "--drain", "soon")]
    [InlineData("Response file not found 'no-such-file'.", "@no-such-file")]
    public async Task What_the_command_line_cannot_mean_is_one_sentence(string sentence, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        Assert.Equal(
            new ForeignProgram.Outcome(1, "", $"daypass-server: {sentence}\n"), await ServerProcess.Run([.. arguments, "--data", data, "--audit", "none"]));
    }

    private static Task<ServerHost> Start(TemporaryFolder folder, string? account = null) => ServerHost.Start(
        new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path, AccountId = account }, TimeProvider.System, Quiet,
            CancellationToken.None);

    private static void Quiet(ILoggingBuilder logging) => logging.ClearProviders();
}
