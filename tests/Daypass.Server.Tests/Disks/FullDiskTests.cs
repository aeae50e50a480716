using System.Text.Json;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Testing.Server;
using Microsoft.Data.Sqlite;

namespace Daypass.Server.Tests.Disks;

/// <summary>
/// A disk without room, and one that cannot be written: one sentence at the start, 503 for writes while running, nothing half-written in both cases.
/// </summary>
[Trait("Category", "foreign")]
public sealed class FullDiskTests
{
    private static readonly string NoRoom = "is full|No space left on device|reports an error|File too large"
        + (TroubledDisk.IsFileSystem ? "" : "|disk I/O error");

    /// <summary>From nothing fits to almost everything fits: it fails while the database is made, in the middle of its tables, at what follows.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(256)]
    public async Task A_start_on_a_full_disk_is_one_sentence_and_with_room_the_next_one_completes_it(int kilobytes)
    {
        using var folder = new TemporaryFolder();
        var (data, copy) = (MakeFolder(folder, "data"), MakeFolder(folder, "copy"));
        var outcome = await ServerProcess.RunOn(TroubledDisk.Small(data, kilobytes), copy, "--data", data, "--urls", "http://127.0.0.1:0");

        AssertOneSentence(outcome, NoRoom);
        Assert.False(File.Exists(Path.Combine(copy, "credentials")));
        await using var server = await ServerProcess.Start(copy);
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        Assert.EndsWith(":user/admin", (await api.Get(new GetCallerIdentityRequest(), server.Profiles["admin"])).Arn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_one_sentence_and_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var (data, copy) = (MakeFolder(folder, "data"), MakeFolder(folder, "copy"));
        AssertOneSentence(
            await ServerProcess.RunOn(TroubledDisk.ReadOnly(data), copy, "--data", data, "--urls", "http://127.0.0.1:0"),
            "Read-only file system|reports an error|read-only");
        AssertOneSentence(await ServerProcess.Run("--data", "/proc/no/such/folder", "--urls", "http://127.0.0.1:0"), "/proc/no/such/folder");
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_is_one_sentence_and_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var (data, copy) = (MakeFolder(folder, "data"), MakeFolder(folder, "copy"));
        await using (var first = await ServerProcess.Start(data))
        {
            Assert.Equal(0, await first.Interrupt());
        }

        var before = Contents(data);
        AssertOneSentence(
            await ServerProcess.RunOn(TroubledDisk.ReadOnly(data), copy, "--data", data, "--urls", "http://127.0.0.1:0"),
            "daypass.db cannot be opened: see whether it exists and may be read and written|read-only|Read-only file system|reports an error");
        Assert.Equal(before, Contents(data));
        await using var again = await ServerProcess.Start(data);
        Assert.Single(again.Banner, static line => line.Contains("listens on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_disk_is_full_writes_are_503_and_all_else_goes_on_and_with_room_writes_do_too()
    {
        using var folder = new TemporaryFolder();
        var data = MakeFolder(folder, "data");
        var disk = TroubledDisk.Small(data, 64 * 1024);
        await using var server = await ServerProcess.StartOn(disk, data, "--audit", "none");
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        var admin = server.Profiles["admin"];
        var (acknowledged, refused) = (new List<string>(), new List<string>());
        for (var i = 0; i < 20; i++)
        {
            Assert.True(await Write());
        }

        disk.Fill(server.Id);
        while (await Write())
        {
            Assert.True(acknowledged.Count < 5000, "the disk does not fill up");
        }

        for (var i = 0; i < 50; i++)
        {
            await Write();
            Assert.True((await api.Call(new GetCallerIdentityRequest(), admin)).Succeeded);
            Assert.True((await api.Call(new GetSessionTokenRequest(), admin)).Succeeded);
        }

        await Until(async () => await Ready() is "degraded");
        disk.Free(server.Id);
        await Until(Write);
        await Until(async () => await Ready() is "ready");

        var stored = (await api.Get(new ListUsersRequest { MaxItems = 1000 }, admin)).Users.Select(static user => user.UserName!)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Empty(acknowledged.Except(stored));
        Assert.Empty(refused.Intersect(stored));
        Assert.Equal("ok", Check(TroubledDisk.Seen(server.Id, data), MakeFolder(folder, "copy")));

        async Task<bool> Write()
        {
            var name = $"user-{acknowledged.Count}-{refused.Count}";
            var answer = await api.Call(new CreateUserRequest { UserName = name }, admin);
            if (!answer.Succeeded)
            {
                Assert.Equal(("ServiceUnavailable", 503), (answer.Error.Code, answer.Error.Status));
            }

            (answer.Succeeded ? acknowledged : refused).Add(name);
            return answer.Succeeded;
        }

        async Task<string?> Ready()
        {
            using var answer = await api.Send(new HttpRequestMessage(HttpMethod.Get, "/readyz"));
            using var report = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
            return report.RootElement.GetProperty("status").GetString();
        }
    }

    /// <summary>SQLite's opinion of a database that nobody writes to just now.</summary>
    private static string Check(string data, string copy)
    {
        foreach (var file in Directory.GetFiles(data, "daypass.db*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        using var connection = new SqliteConnection($"Data Source={copy}/daypass.db;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma integrity_check";
        return (string)command.ExecuteScalar()!;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(60), "it did not come to pass");
            await Task.Delay(50);
        }
    }

    private static void AssertOneSentence(ForeignProgram.Outcome outcome, string pattern)
    {
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Matches($"^daypass-server: .*({pattern}).*\n$", outcome.Errors);
    }

    private static string MakeFolder(TemporaryFolder folder, string name) => Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName;

    /// <summary>What is there. Where files can be made and only not grow, SQLite leaves two empty ones, which say nothing.</summary>
    private static IEnumerable<(string Name, string Content)> Contents(string folder) =>
        [.. Directory.GetFiles(folder).Where(static file => TroubledDisk.IsFileSystem || !IsEmptyCompanion(file)).Order(StringComparer.Ordinal)
            .Select(static file => (Path.GetFileName(file), Convert.ToHexStringLower(File.ReadAllBytes(file))))];

    private static bool IsEmptyCompanion(string file) => Path.GetFileName(file) is "daypass.db-shm" or "daypass.db-wal" && new FileInfo(file).Length == 0;
}
