using Daypass.Core.Sealing;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Storage;
using Daypass.Testing.Databases;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Nodes;

/// <summary><c>--database</c> in place of the folder: the server and its commands, and what cannot be opened in one sentence.</summary>
[Trait("Category", "foreign")]
public sealed class DatabaseOptionTests
{
    [Fact]
    public async Task Of_nodes_that_start_at_once_on_a_new_database_one_makes_the_account()
    {
        using var folder = new TemporaryFolder();
        var database = await (await PostgresServer.Shared).CreateSchema();
        var key = WriteMasterKey(folder);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(node => ServerProcess.Start(
            Path.Combine(folder.Path, $"node{node}"), "--database", database, "--master-key-file", key)));
        try
        {
            var made = Assert.Single(nodes, static node => node.Profiles.Count > 0);
            Assert.Single(nodes, static node => node.Banner[0].StartsWith("Daypass made account ", StringComparison.Ordinal));
            foreach (var node in nodes)
            {
                using var api = new ApiClient(new Uri(node.Url), TimeProvider.System);
                Assert.EndsWith(":user/admin", (await api.Get(new GetCallerIdentityRequest(), made.Profiles["admin"])).Arn, StringComparison.Ordinal);
            }

            var listed = await ServerProcess.Run("account", "list", "--database", database, "--master-key-file", key);
            Assert.Single(listed.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_master_key_is_made_for_a_new_database_only()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        var database = await (await PostgresServer.Shared).CreateSchema();
        await using (await ServerProcess.Start(first.Path, "--database", database))
        {
            Assert.True(File.Exists(Path.Combine(first.Path, "master.key")));
        }

        AssertOneSentence(
            await ServerProcess.Run("--database", database, "--data", second.Path, "--urls", "http://127.0.0.1:0"),
            $"{second.Path}/master.key does not exist, and only the master key that the database was first used with opens it");
        AssertOneSentence(
            await ServerProcess.Run("--database", database, "--data", second.Path, "--master-key-file", WriteMasterKey(second)),
            "the database belongs to another key file");
    }

    [Fact]
    public async Task An_account_made_by_a_command_is_known_to_running_nodes()
    {
        using var folder = new TemporaryFolder();
        var database = await (await PostgresServer.Shared).CreateSchema();
        var key = WriteMasterKey(folder);
        await using var node = await ServerProcess.Start(folder.Path, "--database", database, "--master-key-file", key);
        using var api = new ApiClient(new Uri(node.Url), TimeProvider.System);
        var file = Path.Combine(folder.Path, "elsewhere", "second");
        (await ServerProcess.Run(
            "account", "create", "--id", "210987654321", "--credentials", file, "--database", database, "--master-key-file", key)).Succeeded();

        var identity = await api.Get(new GetCallerIdentityRequest(), CredentialProfiles.Read(file)["admin"]);

        Assert.Equal("210987654321", identity.Account);
    }

    [Theory]
    [InlineData("nonsense", "cannot be read")]
    [InlineData("postgres://daypass:hidden@127.0.0.1/daypass", "is a URL; write it as 'Host=...;Database=...;Username=...;Password=...'")]
    [InlineData("Host=127.0.0.1;Port=1;Username=u;Password=hidden", "PostgreSQL at 127.0.0.1:1/u cannot be reached: ")]
    [InlineData("SERVER;Password=hidden", "refuses the user or the password")]
    [InlineData("SERVER;Database=missing", "does not have the database")]
    [InlineData("SERVER;Options=-c default_transaction_read_only=on", "is read-only: connect to the primary server")]
    public async Task A_database_that_cannot_be_used_is_one_sentence_and_exit_code_1(string connection, string sentence)
    {
        using var folder = new TemporaryFolder();
        var server = await PostgresServer.Shared;
        var address = connection.Replace("SERVER", server.Address(), StringComparison.Ordinal);
        AssertOneSentence(await ServerProcess.Run("--database", address, "--data", folder.Path), sentence);
        AssertOneSentence(await ServerProcess.Run("account", "list", "--database", address, "--master-key-file", WriteMasterKey(folder)), sentence);
        Assert.False(File.Exists(Path.Combine(folder.Path, "credentials")));
    }

    [Theory]
    [InlineData("update schema_version set number = 9999 where number = (select max(number) from schema_version)", "was written by a newer Daypass")]
    [InlineData("drop table fact", "but table fact is not there: restore it from a backup")]
    [InlineData("update schema_version set name = 'other' where number = 1", "has a schema history that is not Daypass's")]
    public async Task A_schema_of_a_newer_version_or_half_applied_is_one_sentence_and_exit_code_1(string damage, string sentence)
    {
        using var folder = new TemporaryFolder();
        var database = await (await PostgresServer.Shared).CreateSchema();
        await using (await Database.OpenPostgres(database))
        {
        }

        await PostgresServer.Sql(database, damage);
        AssertOneSentence(await ServerProcess.Run("--database", database, "--data", folder.Path), sentence);
    }

    [Fact]
    public async Task A_full_or_read_only_disk_of_the_database_refuses_writes_with_503_and_is_told_in_readyz()
    {
        var database = await (await PostgresServer.Shared).CreateSchema();
        await using var server = await RunningServer.Start(null, options => options with { Database = database });
        await PostgresServer.Sql(
            database,
            "create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; "
                + "end $$; "
            + "create trigger full_disk before insert on entity execute function full_disk()");

        var refused = (await server.Api.Call(new CreateUserRequest { UserName = "nobody" }, server.Admin)).Error!;
        Assert.Equal(("ServiceUnavailable", 503), (refused.Code, refused.Status));
        Assert.True((await server.Api.Call(new GetCallerIdentityRequest(), server.Admin)).Succeeded);
        while (!await IsDegraded(server))
        {
            await Task.Delay(50);
        }

        await PostgresServer.Sql(database, "drop trigger full_disk on entity");
        await server.Api.Get(new CreateUserRequest { UserName = "somebody" }, server.Admin);
        Assert.Contains(server.Log.All, static line => line.Contains("is full", StringComparison.Ordinal));
    }

    private static async Task<bool> IsDegraded(RunningServer server)
    {
        using var answer = await server.Api.Send(new HttpRequestMessage(HttpMethod.Get, "/readyz"));
        return await answer.Content.ReadAsStringAsync() == """{"status":"degraded","reasons":["The database refused the last write."]}""";
    }

    private static void AssertOneSentence(ForeignProgram.Outcome outcome, string sentence)
    {
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("daypass-server: ", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains(sentence, outcome.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(outcome.Errors.Length - 1, outcome.Errors.IndexOf('\n', StringComparison.Ordinal));
    }

    private static string WriteMasterKey(TemporaryFolder folder)
    {
        var file = Path.Combine(folder.Path, "shared.key");
        new MasterKeySource { Path = file, MayCreate = true }.Load(static _ => null);
        return file;
    }
}
