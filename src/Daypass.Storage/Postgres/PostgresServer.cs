using Daypass.Storage.Histories;
using Daypass.Storage.Migrations;
using Daypass.Storage.Sql;
using Npgsql;

namespace Daypass.Storage.Postgres;

/// <summary>Opens a PostgreSQL database and sees to it that it keeps what it acknowledges.</summary>
internal static class PostgresServer
{
    private const string Settings =
        """
        select current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
            current_setting('server_encoding'), current_setting('transaction_read_only'), current_setting('server_version_num')::integer
        """;

    // A number of our own among all that may take advisory locks in the database.
    private const string BeginMigration = "begin; select pg_advisory_xact_lock(4927107513220393331)";

    /// <summary>Opens it, migrated where needed.</summary>
    /// <returns>The engine, and connections outside of its pool for listening: a small pool must not be used up by who only waits.</returns>
    public static async Task<(PostgresEngine Engine, NpgsqlDataSource Listening)> Open(
        string connectionString, HistoryGuard history, TimeProvider time, CancellationToken cancelled)
    {
        var address = PostgresAddress.ForServing(connectionString);
        var where = PostgresAddress.Describe(address);
        var question = await Migrate(PostgresAddress.ForMigrating(connectionString), where, history, time, cancelled).ConfigureAwait(false);
        var pool = Connect(address, where, history, question);
        address.Pooling = false;
        return (new PostgresEngine(pool, where, history, question), Connect(address, where, history, question));
    }

    private static NpgsqlDataSource Connect(NpgsqlConnectionStringBuilder address, string where, HistoryGuard history, string question)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(address.ConnectionString);
        builder.EnableTransportSecurity();
        builder.UsePhysicalConnectionInitializer(
            static _ => throw new NotSupportedException("Connections are opened asynchronously."),
            async connection =>
            {
                var session = new SqlSession(connection);
                await ValidateSettings(session, where, CancellationToken.None).ConfigureAwait(false);
                await ValidateHistory(session, history, question, CancellationToken.None).ConfigureAwait(false);
            });
        return builder.Build();
    }

    /// <summary>Returns the question which history the server has.</summary>
    private static async Task<string> Migrate(
        NpgsqlConnectionStringBuilder address, string where, HistoryGuard history, TimeProvider time, CancellationToken cancelled)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(address.ConnectionString);
        builder.EnableTransportSecurity();
        try
        {
            var connections = builder.Build();
            await using (connections.ConfigureAwait(false))
            {
                var session = new SqlSession(await connections.OpenConnectionAsync(cancelled).ConfigureAwait(false));
                await using (session.ConfigureAwait(false))
                {
                    await ValidateSettings(session, where, cancelled).ConfigureAwait(false);
                    await Schema.Migrate(session, BeginMigration, Migration.LoadAll("postgres"), $"PostgreSQL at {where}", time.GetUtcNow(), cancelled)
                        .ConfigureAwait(false);
                    var question = await PostgresHistory.FindQuestion(session, cancelled).ConfigureAwait(false);
                    await ValidateHistory(session, history, question, cancelled).ConfigureAwait(false);
                    return question;
                }
            }
        }
        catch (NpgsqlException failure)
        {
            throw new UnusableDatabaseException(PostgresFailures.Explain(where, failure), failure);
        }
    }

    /// <summary>Refuses a server with an older or another history than this node has followed.</summary>
    private static async ValueTask ValidateHistory(SqlSession session, HistoryGuard history, string question, CancellationToken cancelled)
    {
        var seen = history.Seen;
        var found = await DatabaseEngine.FindHistory(session, question, seen?.Position ?? 0, cancelled).ConfigureAwait(false);
        if (history.Judge(seen, found) is { } sentence)
        {
            history.Meet(sentence);
            throw new UnusableDatabaseException(sentence);
        }
    }

    /// <summary>Refuses a server that may forget; asked of each new connection, because a failover can bring another server.</summary>
    private static async ValueTask ValidateSettings(SqlSession session, string where, CancellationToken cancelled)
    {
        var (fsync, pages, commit, encoding, readOnly, version) = await session.QueryFirst(
            Settings,
            static row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5)),
            cancelled).ConfigureAwait(false);
        var wrong = (fsync, pages, commit, encoding, readOnly, version) switch
        {
            ("off", _, _, _, _, _) => "has fsync off: a crash would lose what was acknowledged",
            (_, "off", _, _, _, _) => "has full_page_writes off: a crash could leave half-written pages",
            (_, _, "off", _, _, _) => "has synchronous_commit off: a crash would lose what was acknowledged",
            (_, _, _, not "UTF8", _, _) => $"has the encoding {encoding} where UTF8 is needed",
            (_, _, _, _, "on", _) => "is read-only: connect to the primary server",
            (_, _, _, _, _, < 130000) => $"is version {version / 10000}; 13 or later is needed",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new UnusableDatabaseException($"PostgreSQL at {where} {wrong}.");
        }
    }
}
