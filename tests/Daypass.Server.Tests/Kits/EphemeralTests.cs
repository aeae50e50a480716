using System.Text.Json;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Kits;

/// <summary>Servers that other programs start for their tests.</summary>
public sealed class EphemeralTests
{
    private const string World =
        """
        {
          "version": 1,
          "accounts": [{
            "id": "111122223333",
            "users": [
              { "name": "given", "accessKeys": [{ "id": "AKIAIOSFODNN7EXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" }] },
              { "name": "made", "accessKeys": [{ "generate": true }] }
            ]
          }]
        }
        """;

    [Fact]
    public async Task The_ready_file_tells_where_the_server_is_and_all_keys_and_goes_with_it()
    {
        using var folder = new TemporaryFolder();
        var (ready, world) = (Path.Combine(folder.Path, "ready.json"), Path.Combine(folder.Path, "world.json"));
        await File.WriteAllTextAsync(world, World);
        await using var server = await ServerProcess.StartEphemeral(ready, "--world", world);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ready));
        Assert.False(File.Exists(ready + ".tmp"));
        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(ready));
        Assert.Equal(server.Url, told.RootElement.GetProperty("url").GetString());
        Assert.Equal(new Uri(server.Url).Port, told.RootElement.GetProperty("port").GetInt32());
        Assert.Equal(server.Id, told.RootElement.GetProperty("pid").GetInt32());
        Assert.False(told.RootElement.TryGetProperty("controlUrl", out _));
        var account = Assert.Single(told.RootElement.GetProperty("accounts").EnumerateArray());
        var users = account.GetProperty("users").EnumerateArray().ToDictionary(static user => user.GetProperty("name").GetString()!);
        Assert.Equal(["given", "made"], users.Keys.Order());
        foreach (var user in users.Values)
        {
            using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
            var key = new SigningCredentials(
                user.GetProperty("accessKeyId").GetString()!, Secret.FromText(user.GetProperty("secretAccessKey").GetString()));
            var identity = await api.Get(new GetCallerIdentityRequest(), key);
            Assert.EndsWith($":user/{user.GetProperty("name").GetString()}", identity.Arn, StringComparison.Ordinal);
        }

        server.Signal(ServerProcess.SigTerm);
        Assert.Equal(0, await server.End());
        Assert.False(File.Exists(ready));
    }

    [Fact]
    public async Task Without_a_world_there_is_an_account_and_its_data_is_gone_at_the_end()
    {
        using var folder = new TemporaryFolder();
        var ready = Path.Combine(folder.Path, "ready.json");
        string data;
        await using (var server = await ServerProcess.StartEphemeral(ready))
        {
            Assert.Contains("This server is for tests: what it holds is gone when it ends.", server.Banner);
            using var told = JsonDocument.Parse(await File.ReadAllTextAsync(ready));
            var users = told.RootElement.GetProperty("accounts")[0].GetProperty("users");
            Assert.Equal(["root", "admin"], users.EnumerateArray().Select(static user => user.GetProperty("name").GetString()));
            data = FolderOf(server);
            Assert.True(File.Exists(Path.Combine(data, "daypass.db")), data);
            Assert.Equal(0, await server.Interrupt());
        }

        Assert.False(Directory.Exists(data), data);
    }

    [Fact]
    public async Task What_a_killed_server_left_is_taken_away_by_the_next_one()
    {
        using var folder = new TemporaryFolder();
        string data;
        await using (var killed = await ServerProcess.StartEphemeral(Path.Combine(folder.Path, "one.json")))
        {
            data = FolderOf(killed);
            await killed.Kill();
        }

        await using var running = await ServerProcess.StartEphemeral(Path.Combine(folder.Path, "two.json"));
        await using var next = await ServerProcess.StartEphemeral(Path.Combine(folder.Path, "three.json"));

        Assert.False(Directory.Exists(data), data);
        Assert.True(Directory.Exists(FolderOf(running)));
    }

    [Theory]
    [InlineData("--ephemeral keeps nothing, so it takes no --data.", "--ephemeral", "--data", "FOLDER")]
    [InlineData("--ephemeral keeps nothing, so it takes no --database", "--ephemeral", "--database", "Host=127.0.0.1")]
    [InlineData("so it takes no --master-key option", "--ephemeral", "--master-key-env", "NAME")]
    [InlineData("--must-exist says that there has to be something", "--ephemeral", "--must-exist")]
    [InlineData("--test-controls is for a server that keeps nothing: give --ephemeral as well", "--data", "FOLDER", "--test-controls")]
    [InlineData("--well-known-keys takes keys that everybody knows", "--data", "FOLDER", "--well-known-keys", "admin")]
    [InlineData("which is no loopback address", "--ephemeral", "--test-controls", "--urls", "http://0.0.0.0:0")]
    [InlineData("--well-known-keys nobody: there is no such user in", "--ephemeral", "--well-known-keys", "nobody")]
    [InlineData("--ready-file /proc/nowhere/ready cannot be written", "--ephemeral", "--ready-file", "/proc/nowhere/ready")]
    public async Task What_is_for_tests_meets_nothing_real(string sentence, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var (code, _, errors) = await ServerProcess.Run(arguments.Select(argument => argument == "FOLDER" ? folder.Path : argument));

        Assert.Equal(1, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static string FolderOf(ServerProcess server) => Path.GetDirectoryName(Assert.Single(
        server.Banner, static line => line.Contains("wrote its keys to", StringComparison.Ordinal)).Split(' ')[^5])!;
}
