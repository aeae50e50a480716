using Daypass.Protocol.Iam;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Tests.Commands;
using Daypass.Server.Tests.Nodes;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Server.Tests;

/// <summary>A folder that had a database is not a new world, an older copy of a database is not followed, and nobody else may write to one.</summary>
public sealed class ServerFolderTests
{
    [Fact]
    public async Task With_must_exist_nothing_is_made_in_an_empty_folder()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var (code, _, errors) = await ServerProcess.Run("--data", data, "--urls", "http://127.0.0.1:0", "--must-exist");
        Assert.Equal(
            (1, $"daypass-server: {data}/daypass.db does not exist, and --must-exist says that it has to: see that its volume is mounted.\n"), (code, errors));
        Assert.False(Directory.Exists(data));

        await using (await Start(data))
        {
            // The first start makes it.
        }

        await using var again = await Start(data, mustExist: true);
        Assert.Null(again.First);
    }

    [Fact]
    public async Task With_must_exist_a_database_in_which_nothing_was_ever_stored_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.Create(Path.Combine(folder.Path, "daypass.db")).Dispose();
        var refused = await Assert.ThrowsAsync<StartException>(() => Start(folder.Path, mustExist: true));
        Assert.Equal(
            $"Nothing has ever been stored in {folder.Path}/daypass.db, and --must-exist says that there has to be something.", refused.Message);
    }

    [Theory]
    [InlineData("history.json", "audit.jsonl", "credentials")]
    [InlineData("credentials", "audit.jsonl", "history.json")]
    [InlineData("audit.jsonl", "credentials", "history.json")]
    public async Task A_folder_that_had_a_database_is_not_a_new_world(string trace, params string[] others)
    {
        using var folder = new TemporaryFolder();
        await using (await Start(folder.Path))
        {
            // Leaves its traces.
        }

        foreach (var file in others.Append("daypass.db").Append("daypass.db-wal").Append("daypass.db-shm"))
        {
            File.Delete(Path.Combine(folder.Path, file));
        }

        var refused = await Assert.ThrowsAsync<StartException>(() => Start(folder.Path));
        Assert.Equal(
            $"{folder.Path}/daypass.db does not exist, but {trace} beside it says that there was a database: bring it back, or start in an empty folder.",
            refused.Message);
        Assert.False(File.Exists(Path.Combine(folder.Path, "daypass.db")));
    }

    [Fact]
    public async Task A_database_that_others_may_write_to_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using (await Start(folder.Path))
        {
            // Makes it.
        }

        var file = Path.Combine(folder.Path, "daypass.db");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        var refused = await Assert.ThrowsAsync<StartException>(() => Start(folder.Path));
        Assert.Equal($"The database {file} can be written by others; run: chmod go-w {file}", refused.Message);
    }

    [Fact]
    public async Task A_folder_in_which_anybody_may_replace_files_is_told()
    {
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
        var (_, output, _) = await RunUntilReady(folder.Path);
        Assert.Contains($"Anybody on this machine may replace files in {folder.Path}; run: chmod o-w {folder.Path}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_copy_of_the_database_is_refused_at_the_start_until_an_operator_accepts_it()
    {
        using var folder = new TemporaryFolder();
        var (data, copy) = (Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "copy.db"));
        await using (var host = await Start(data))
        {
            using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);
            var admin = CredentialProfiles.Read(Path.Combine(data, "credentials"))["admin"];
            await ServerProgram.Succeed("backup", copy, "--data", data);
            await api.Get(new CreateUserRequest { UserName = "late" }, admin);
        }

        var file = Path.Combine(data, "daypass.db");
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
        File.Move(copy, file, overwrite: true);
        var refused = await Assert.ThrowsAsync<StartException>(() => Start(data));
        Assert.StartsWith($"{file} is not what was followed here. The database's history is older than what this node has seen (change ", refused.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("Nothing of it is used until that is put right, or accepted with 'daypass-server history accept'.", refused.Message,
            StringComparison.Ordinal);
        Assert.Matches("^Seen here: change [0-9]+\\.\nIn .* now: change [0-9]+\\.\n$", await ServerProgram.Succeed("history", "show", "--data", data));
        Assert.StartsWith(
            $"The history of {file} is accepted: change ", await ServerProgram.Succeed("history", "accept", "--data", data), StringComparison.Ordinal);
        await using var again = await Start(data);
        Assert.Null(again.First);
    }

    [Fact]
    public async Task A_running_server_does_not_follow_an_older_copy_that_takes_the_place_of_its_database()
    {
        using var folder = new TemporaryFolder();
        var (data, copy) = (Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "copy.db"));
        var host = await Start(data);
        using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);
        var admin = CredentialProfiles.Read(Path.Combine(data, "credentials"))["admin"];
        await ServerProgram.Succeed("backup", copy, "--data", data);
        await api.Get(new CreateUserRequest { UserName = "late" }, admin);
        foreach (var end in new[] { "-wal", "-shm" })
        {
            File.Delete(Path.Combine(data, "daypass.db" + end));
        }

        File.Move(copy, Path.Combine(data, "daypass.db"), overwrite: true);
        await Spread.TimeUntil(async () => await Health.Of(api) == (503, "not ready"));
        for (var round = 0; round < 20; round++)
        {
            Assert.Equal("ServiceUnavailable", (await api.Call(new CreateUserRequest { UserName = "lost" }, admin)).Error?.Code);
        }

        await ServerProgram.Succeed("history", "accept", "--data", data);
        await Spread.TimeUntil(async () => await Health.Of(api) == (200, "ready"));
        Assert.Equal("NoSuchEntity", (await api.Call(new GetUserRequest { UserName = "late" }, admin)).Error?.Code);
        await api.Get(new CreateUserRequest { UserName = "found" }, admin);
        await host.DisposeAsync();
        await using var again = await Start(data);
        using var later = new ApiClient(new Uri(again.Urls[0]), TimeProvider.System);
        Assert.True((await later.Call(new GetUserRequest { UserName = "found" }, admin)).Succeeded);
    }

    [Fact]
    public async Task A_damaged_history_is_refused_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        await using (await Start(folder.Path))
        {
            // Writes it.
        }

        var file = Path.Combine(folder.Path, "history.json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var whole = await File.ReadAllTextAsync(file);
        foreach (var text in new[] { "", "{", "[]", "{}", whole.Replace("\"timeline\":0", "\"timeline\":1", StringComparison.Ordinal), new string(' ', 5000) })
        {
            await File.WriteAllTextAsync(file, text);
            var refused = await Assert.ThrowsAsync<StartException>(() => Start(folder.Path));
            Assert.Equal(
                $"{file}, which says how far this node has followed its database, is damaged: see that the database is the newest there is, then delete the"
                    + " file.", refused.Message);
        }
    }

    private static Task<ServerHost> Start(string data, bool mustExist = false) => ServerHost.Start(
        new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = data, MustExist = mustExist }, TimeProvider.System,
        static logging => logging.ClearProviders(), CancellationToken.None);

    private static async Task<(int Code, string Output, string Errors)> RunUntilReady(string data)
    {
        await using var server = await ServerProcess.Start(data);
        return (0, string.Join('\n', server.Banner), "");
    }
}
