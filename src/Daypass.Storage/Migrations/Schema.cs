using System.Data.Common;
using Daypass.Storage.Sql;

namespace Daypass.Storage.Migrations;

/// <summary>Brings a database's schema to the version this program knows, one step a transaction, one process at a time.</summary>
internal static class Schema
{
    private const string CreateVersions =
        "create table if not exists schema_version (number integer primary key, name text not null, applied_at bigint not null)";
    private const string Applied = "select number, name from schema_version order by number";
    private const string Apply = "insert into schema_version (number, name, applied_at) values (@number, @name, @applied_at)";

    /// <summary>Reads nothing; fails when a table is not there.</summary>
    private static readonly string[] Tables = ["entity", "reference", "tally", "change", "key_ring", "key_floor", "fact", "attempt", "last_use"];

    /// <summary>Applies what is missing.</summary>
    /// <param name="session">A connection that may create tables.</param>
    /// <param name="begin">Starts a transaction that excludes other migrations.</param>
    /// <param name="steps">What this program knows.</param>
    /// <param name="database">What the operator calls the database.</param>
    /// <param name="now">Recorded with each step.</param>
    /// <param name="cancelled">Leaves the schema at the last whole step.</param>
    /// <exception cref="UnusableDatabaseException">The schema is newer than this program, or not what its version says.</exception>
    public static async ValueTask Migrate(
        SqlSession session, string begin, IReadOnlyList<Migration> steps, string database, DateTimeOffset now, CancellationToken cancelled)
    {
        while (await ApplyNext(session, begin, steps, database, now, cancelled).ConfigureAwait(false))
        {
        }

        foreach (var table in Tables)
        {
            try
            {
                await session.Execute($"select 1 from {table} where 1 = 0", cancelled).ConfigureAwait(false);
            }
            catch (DbException failure)
            {
                throw new UnusableDatabaseException(
                    $"{database} says that its schema is at version {steps.Count}, but table {table} is not there: restore it from a backup.", failure);
            }
        }
    }

    private static async ValueTask<bool> ApplyNext(
        SqlSession session, string begin, IReadOnlyList<Migration> steps, string database, DateTimeOffset now, CancellationToken cancelled)
    {
        await session.Execute(begin, cancelled).ConfigureAwait(false);
        await session.Execute(CreateVersions, cancelled).ConfigureAwait(false);
        var applied = await session.QueryAll(Applied, static row => (Number: row.GetInt32(0), Name: row.GetString(1)), cancelled).ConfigureAwait(false);
        if (applied.Count > 0 && applied[^1].Number > steps.Count)
        {
            throw new UnusableDatabaseException(
                $"{database} was written by a newer Daypass (its schema is at version {applied[^1].Number}, this program knows {steps.Count}): start that "
                    + "version, or restore a backup made before it.");
        }

        for (var i = 0; i < applied.Count; i++)
        {
            if (applied[i].Number != i + 1 || applied[i].Name != steps[i].Name)
            {
                throw new UnusableDatabaseException(
                    $"{database} has a schema history that is not Daypass's (step {applied[i].Number} '{applied[i].Name}' where step {i + 1} should be): "
                        + "restore it from a backup.");
            }
        }

        if (applied.Count == steps.Count)
        {
            await session.Execute("commit", cancelled).ConfigureAwait(false);
            return false;
        }

        var step = steps[applied.Count];
        try
        {
            await session.Execute(step.Text, cancelled).ConfigureAwait(false);
            await session.Execute(Apply, cancelled, ("number", step.Number), ("name", step.Name), ("applied_at", InstantColumn.ToColumn(now)))
                .ConfigureAwait(false);
            await session.Execute("commit", cancelled).ConfigureAwait(false);
        }
        catch (DbException failure)
        {
            throw new UnusableDatabaseException(
                $"{database} is as it was, because step {step.Number} '{step.Name}' of the schema cannot be applied: {failure.Message}", failure);
        }

        return true;
    }
}
