using Daypass.Storage.Sql;
using Npgsql;

namespace Daypass.Storage.Postgres;

/// <summary>How a PostgreSQL server is asked which history it has. Any user may ask; some services that speak its protocol cannot tell.</summary>
internal static class PostgresHistory
{
    private const string Changes =
        """
        select coalesce((select max(position) from change), 0), coalesce((select mark from change order by position desc limit 1), 0),
            (select mark from change where position = @seen), coalesce((select min(position) from change), 0),
            coalesce((select max(number) from history_accepted), 0),
        """;

    private const string Identity =
        " (select system_identifier::text from pg_control_system()), ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::integer";

    private const string NoIdentity = " '', 0";

    private const string Functions =
        """
        select coalesce(bool_and(coalesce(has_function_privilege(to_regprocedure(name), 'execute'), false)), false)
        from (values ('pg_control_system()'), ('pg_walfile_name(pg_lsn)'), ('pg_current_wal_lsn()')) as needed (name)
        """;

    /// <summary>The question that this server can answer.</summary>
    public static async ValueTask<string> FindQuestion(SqlSession session, CancellationToken cancelled)
    {
        try
        {
            return Changes + (await session.QueryFirst(Functions, static row => row.GetBoolean(0), cancelled).ConfigureAwait(false) ? Identity : NoIdentity);
        }
        catch (PostgresException failure) when (failure.SqlState[..2] is "0A" or "42")
        {
            return Changes + NoIdentity;
        }
    }
}
