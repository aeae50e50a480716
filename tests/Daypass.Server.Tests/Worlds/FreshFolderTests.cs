using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Commands;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Worlds;

/// <summary>A world is applied where no server was yet.</summary>
public sealed class FreshFolderTests
{
    [Fact]
    public async Task A_world_makes_the_database_and_a_server_starts_on_it()
    {
        using var folder = new TemporaryFolder();
        var (file, data) = (Path.Combine(folder.Path, "world.json"), Path.Combine(folder.Path, "data"));
        await File.WriteAllTextAsync(
            file, """{"version":1,"accounts":[{"id":"111122223333","users":[{"name":"ci","accessKeys":[{"generate":true}]}]}]}""");

        var said = await ServerProgram.Succeed("world", "apply", file, "--data", data);
        Assert.Contains("3 entities made", said, StringComparison.Ordinal);
        await using var server = await ServerProcess.Start(data);
        var key = CredentialProfiles.Read(Path.Combine(data, "credentials.world"))["111122223333/ci"];
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        Assert.Equal("arn:aws:iam::111122223333:user/ci", (await api.Get(new GetCallerIdentityRequest(), key)).Arn);
        Assert.Empty(server.Profiles);
    }

    [Fact]
    public async Task What_writes_nothing_makes_nothing()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var (missing, _, _) = await ServerProgram.Run("world", "apply", Path.Combine(folder.Path, "none.json"), "--data", data);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "world.json"), """{"version":1}""");
        var (dry, _, _) = await ServerProgram.Run("world", "apply", Path.Combine(folder.Path, "world.json"), "--dry-run", "--data", data);

        Assert.Equal((1, 1), (missing, dry));
        Assert.False(Directory.Exists(data));
    }
}
