using Daypass.Core.Stores;
using Daypass.Storage.Sql;
using Daypass.Testing.Databases;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Opening;

/// <summary>What cannot be opened is named in one sentence, which never holds the password.</summary>
[Trait("Category", "foreign")]
public sealed class PostgresOpeningTests
{
    [Theory]
    [InlineData("", "names no Host")]
    [InlineData("nonsense", "cannot be read")]
    [InlineData("Host=h;Frobnicate=1;Password=secret", "cannot be read: ")]
    [InlineData("Host=h;Port=many;Password=secret", "cannot be read: ")]
    [InlineData("Database=x;Password=secret", "names no Host")]
    public async Task A_wrong_connection_string_is_refused(string connectionString, string sentence) => await AssertRefused(connectionString, sentence);

    [Theory]
    [InlineData("Password=secret", "refuses the user or the password: password authentication failed for user")]
    [InlineData("Database=missing", "does not have the database: database \"missing\" does not exist")]
    [InlineData("Username=nobody", "refuses the user or the password")]
    [InlineData("Options=-c synchronous_commit=off", "has synchronous_commit off: a crash would lose what was acknowledged")]
    [InlineData("Options=-c default_transaction_read_only=on", "is read-only: connect to the primary server")]
    [InlineData("SSL Mode=Require", "cannot be used")]
    [InlineData("SSL Mode=VerifyFull", "cannot be used")]
    public async Task A_wrong_setting_is_refused(string setting, string sentence)
    {
        var server = await PostgresServer.Shared;
        await AssertRefused($"{await server.CreateSchema()};{setting}", sentence);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_refused_and_not_waited_for()
    {
        await AssertRefused("Host=127.0.0.1;Port=1;Username=u;Password=secret", "PostgreSQL at 127.0.0.1:1/u cannot be reached: ")
            .WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_user_that_may_not_make_tables_is_refused()
    {
        var server = await PostgresServer.Shared;
        await PostgresServer.Sql(server.Address(), "create role guest login password 'secret'");
        await AssertRefused(server.Address(password: "secret").Replace("Username=daypass", "Username=guest", StringComparison.Ordinal),
            "permission denied for schema public");
    }

    [Fact]
    public void Where_the_connection_string_says_nothing_it_is_what_the_docs_say()
    {
        var ours = Postgres.PostgresAddress.ForServing("Host=h");
        Assert.Equal((3, 5, 500, 20, 10), (ours.Timeout, ours.CommandTimeout, ours.CancellationTimeout, ours.MaxPoolSize, ours.KeepAlive));
        Assert.Equal((40, 2, true, "daypass"), (ours.MaxAutoPrepare, ours.AutoPrepareMinUsages, ours.NoResetOnClose, ours.ApplicationName));
        var given = Postgres.PostgresAddress.ForServing("Host=h;Timeout=7;CommandTimeout=8;MaxPoolSize=9;No Reset On Close=false;Application Name=mine");
        Assert.Equal((7, 8, 9, false, "mine"), (given.Timeout, given.CommandTimeout, given.MaxPoolSize, given.NoResetOnClose, given.ApplicationName));
        Assert.Equal(3, Postgres.PostgresAddress.ForMigrating("Host=h").Timeout);
    }

    [Fact]
    public async Task Settings_of_the_connection_string_win_over_ours()
    {
        var server = await PostgresServer.Shared;
        await using var database = await Database.OpenPostgres($"{await server.CreateSchema()};Options=-c lock_timeout=1234;Application Name=mine");
        Assert.Equal($"127.0.0.1:{server.Port}/postgres", database.Where);
        Assert.True(database.IsShared);
        var (timeout, name, idle) = await database.Engine.Read(
            static (session, cancelled) => session.QueryFirst(
                "select current_setting('lock_timeout'), current_setting('application_name'), current_setting('idle_in_transaction_session_timeout')",
                static row => (row.GetString(0), row.GetString(1), row.GetString(2)), cancelled),
            default);
        Assert.Equal(("1234ms", "mine", "10s"), (timeout, name, idle));
    }

    [Fact]
    public async Task A_server_that_turns_forgetful_later_is_not_used()
    {
        var server = await PostgresServer.Shared;
        await PostgresServer.Sql(server.Address(), "create role later login superuser password 'secret'");
        var address = (await server.CreateSchema())
            .Replace("Username=daypass;Password=correct horse", "Username=later;Password=secret;Pooling=false", StringComparison.Ordinal);
        await using var database = await Database.OpenPostgres(address);
        await database.Entities.Add(Role("a"));
        await PostgresServer.Sql(server.Address(), "alter role later set synchronous_commit = off");
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => database.Entities.Add(Role("b")));
        Assert.Contains("has synchronous_commit off", refused.Message, StringComparison.Ordinal);
    }

    private static async Task AssertRefused(string connectionString, string sentence)
    {
        var refused = await Assert.ThrowsAsync<UnusableDatabaseException>(() => Database.OpenPostgres(connectionString));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
