using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Server.Tests.Commands;

public sealed class BackupCommandTests
{
    [Fact]
    public async Task A_live_database_is_copied_and_a_server_on_the_copy_knows_users_keys_and_sessions()
    {
        await using var server = await RunningServer.Start();
        await server.Api.Get(new CreateUserRequest { UserName = "before" }, server.Admin);
        var made = (await server.Api.Get(new GetSessionTokenRequest(), server.Admin)).Credentials!;
        using var writing = new CancellationTokenSource();
        var writer = Write(server, writing.Token);
        using var folder = new TemporaryFolder();
        var copy = Path.Combine(folder.Path, "daypass.db");

        var said = await ServerProgram.Succeed("backup", copy, "--data", server.DataFolder);
        await writing.CancelAsync();
        await writer;
        await server.Api.Get(new CreateUserRequest { UserName = "after" }, server.Admin);

        Assert.Equal($"Copied the database to {copy}, which is of use only together with the master key.\n", said);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        File.Copy(Path.Combine(server.DataFolder, "master.key"), Path.Combine(folder.Path, "master.key"));
        await using var restored = await Restore(folder);
        using var api = new ApiClient(new Uri(restored.Urls[0]), TimeProvider.System);
        Assert.True((await api.Call(new GetUserRequest { UserName = "before" }, server.Admin)).Succeeded);
        Assert.Equal("NoSuchEntity", (await api.Call(new GetUserRequest { UserName = "after" }, server.Admin)).Error!.Code);
        var session = new SigningCredentials(made.AccessKeyId!, Secret.FromText(made.SecretAccessKey!), made.SessionToken);
        Assert.True((await api.Call(new GetCallerIdentityRequest(), session)).Succeeded);
    }

    [Fact]
    public async Task A_copy_without_its_master_key_does_not_start()
    {
        await using var server = await RunningServer.Start();
        using var folder = new TemporaryFolder();
        await ServerProgram.Succeed("backup", Path.Combine(folder.Path, "daypass.db"), "--data", server.DataFolder);

        var failure = await Assert.ThrowsAsync<StartException>(() => Restore(folder));

        Assert.Contains("only the master key that the database was first used with opens it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_file_is_replaced()
    {
        await using var server = await RunningServer.Start();
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "there");
        await File.WriteAllTextAsync(file, "mine");

        var (code, _, errors) = await ServerProgram.Run("backup", file, "--data", server.DataFolder);

        Assert.Equal((1, $"daypass-server: {file} exists already; a backup does not replace a file.\n"), (code, errors));
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    private static Task<ServerHost> Restore(TemporaryFolder folder) => ServerHost.Start(
        new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path }, TimeProvider.System, static logging =>
            logging.ClearProviders(), CancellationToken.None);

    private static async Task Write(RunningServer server, CancellationToken until)
    {
        for (var number = 0; !until.IsCancellationRequested; number++)
        {
            await server.Api.Get(new CreateUserRequest { UserName = $"meanwhile-{number}" }, server.Admin);
        }
    }
}
