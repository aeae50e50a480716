using System.Data.Common;
using Daypass.Storage.Sql;

namespace Daypass.Storage.Migrations;

/// <summary>Brings a database's schema to the version this program knows, one step a transaction, one process at a time.</summary>
internal static class Schema
{
    private const string CreateVersions =
        "create table if not exists schema_version (number integer primary key, name text not null, applied_at bigint not null)";
    private const string CreateSteps =
        """
        create table if not exists schema_step (
            number integer primary key, name text not null, readable_from integer not null, applied_at bigint not null)
        """;

    // Programs that know no step after the fourth look at the first table alone, and refuse any number in it that they do not know.
    private const string Applied =
        """
        select number, name, readable_from from schema_step
        union all
        select number, name, number from schema_version where number not in (select number from schema_step)
        order by 1
        """;

    private const string ApplyVersion = "insert into schema_version (number, name, applied_at) values (@number, @name, @applied_at)";
    private const string ApplyStep =
        "insert into schema_step (number, name, readable_from, applied_at) values (@number, @name, @readable_from, @applied_at)";

    /// <summary>Reads nothing; fails when a table is not there.</summary>
    private static readonly string[] Tables =
    [
        "entity", "reference", "tally", "change", "key_ring", "key_floor", "fact", "attempt", "last_use", "denial", "history_accepted", "gone_key",
        "operator_act", "audit_head",
    ];

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
        await session.Execute(CreateSteps, cancelled).ConfigureAwait(false);
        var applied = await session.QueryAll(
            Applied, static row => (Number: row.GetInt32(0), Name: row.GetString(1), ReadableFrom: row.GetInt32(2)), cancelled).ConfigureAwait(false);
        if (applied.Count > 0 && applied.Max(static step => step.ReadableFrom) is var needed && needed > steps.Count)
        {
            throw new UnusableDatabaseException(
                $"{database} was written by a newer Daypass (its schema is at version {applied[^1].Number}, this program knows {steps.Count} and {needed} is "
                    + "needed): start that version, or restore a backup made before it.");
        }

        // What a newer program added beside what this one knows is not its business.
        var known = Math.Min(applied.Count, steps.Count);
        for (var i = 0; i < known; i++)
        {
            if (applied[i].Number != i + 1 || applied[i].Name != steps[i].Name)
            {
                throw new UnusableDatabaseException(
                    $"{database} has a schema history that is not Daypass's (step {applied[i].Number} '{applied[i].Name}' where step {i + 1} should be): "
                        + "restore it from a backup.");
            }
        }

        if (known == steps.Count)
        {
            await session.Execute("commit", cancelled).ConfigureAwait(false);
            return false;
        }

        var step = steps[applied.Count];
        try
        {
            await session.Execute(step.Text, cancelled).ConfigureAwait(false);
            await Record(session, step, now, cancelled).ConfigureAwait(false);
            await session.Execute("commit", cancelled).ConfigureAwait(false);
        }
        catch (DbException failure)
        {
            throw new UnusableDatabaseException(
                $"{database} is as it was, because step {step.Number} '{step.Name}' of the schema cannot be applied: {failure.Message}", failure);
        }

        return true;
    }

    private static async ValueTask Record(SqlSession session, Migration step, DateTimeOffset now, CancellationToken cancelled)
    {
        var at = InstantColumn.ToColumn(now);
        if (step.Number > Migration.LastUnmarked)
        {
            await session.Execute(
                ApplyStep, cancelled, ("number", step.Number), ("name", step.Name), ("readable_from", step.ReadableFrom), ("applied_at", at))
                .ConfigureAwait(false);
        }

        if (step.ReadableFrom > Migration.LastUnmarked || step.Number <= Migration.LastUnmarked)
        {
            await session.Execute(ApplyVersion, cancelled, ("number", step.Number), ("name", step.Name), ("applied_at", at)).ConfigureAwait(false);
        }
    }
}
