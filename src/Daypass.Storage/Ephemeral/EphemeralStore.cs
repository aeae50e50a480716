using Daypass.Core.Stores;
using Daypass.Storage.Sql;

namespace Daypass.Storage.Ephemeral;

/// <summary>What is forgotten after a while (replay guards, attempt counters, last uses), in a database.</summary>
internal sealed class EphemeralStore(DatabaseEngine engine, Writer writer) : IEphemeralStore
{
    /// <summary>For how long AWS keeps track of last use.</summary>
    private static readonly TimeSpan KeepUses = TimeSpan.FromDays(400);

    /// <summary>A node that is further behind forgets everything it holds, which is cheaper than reading so many changes.</summary>
    private const long KeepChanges = 100_000;

    private const string Remember =
        "insert into fact (scope, what, until) values (@scope, @what, @until) on conflict do nothing";

    private const string Attempts = "select count, last from attempt where scope = @scope and subject = @subject";

    private const string CountOne =
        """
        insert into attempt (scope, subject, count, last, until) values (@scope, @subject, 1, @last, @until)
        on conflict (scope, subject) do update set
            count = case when attempt.until <= excluded.last then 1 else attempt.count + 1 end,
            last = excluded.last,
            until = case
                when attempt.until > excluded.last and attempt.until > excluded.until then attempt.until
                else excluded.until end
        returning count
        """;

    private const string Forget = "delete from attempt where scope = @scope and subject = @subject";

    private const string Use =
        """
        insert into last_use (subject, at, service, region) values (@subject, @at, @service, @region)
        on conflict (subject) do update set at = excluded.at, service = excluded.service, region = excluded.region
        where excluded.at >= last_use.at
        """;

    private const string UseOf = "select at, service, region from last_use where subject = @subject";

    private const string UsesFrom =
        "select subject, at, service, region from last_use where subject >= @from and subject < @end order by subject limit @limit";

    private const string KeepDenial = "insert into denial (id, until, body) values (@id, @until, @body) on conflict do nothing";

    private const string DenialOf = "select until, body from denial where id = @id";

    private static readonly string[] Sweeps =
    [
        "delete from denial where until <= @now",
        "delete from fact where until <= @now",
        "delete from attempt where until <= @now",
    ];

    private const string SweepUses = "delete from last_use where at <= @now";

    private const string SweepChanges = "delete from change where position <= (select max(position) from change) - @kept";

    public ValueTask<bool> TryRemember(string scope, string what, DateTimeOffset until, CancellationToken cancelled) =>
        Write(
            async (session, token) => await session.Execute(
                Remember, token, ("scope", scope), ("what", what), ("until", InstantColumn.ToColumn(until))).ConfigureAwait(false) == 1,
            cancelled);

    public ValueTask<Attempts?> FindAttempts(string scope, string subject, CancellationToken cancelled) =>
        engine.Read(
            (session, token) => session.QueryFirst(
                Attempts, static row => (Attempts?)new Attempts(row.GetInt32(0), InstantColumn.FromColumn(row.GetInt64(1))), token,
                ("scope", scope), ("subject", subject)),
            cancelled);

    public ValueTask<int> CountAttempt(string scope, string subject, DateTimeOffset at, DateTimeOffset until, CancellationToken cancelled) =>
        Write(
            (session, token) => session.QueryFirst(
                CountOne, static row => row.GetInt32(0), token,
                ("scope", scope), ("subject", subject), ("last", InstantColumn.ToColumn(at)), ("until", InstantColumn.ToColumn(until))),
            cancelled);

    public async ValueTask ForgetAttempts(string scope, string subject, CancellationToken cancelled) =>
        await Write((session, token) => session.Execute(Forget, token, ("scope", scope), ("subject", subject)), cancelled).ConfigureAwait(false);

    public async ValueTask RecordUses(IReadOnlyList<LastUse> uses, CancellationToken cancelled)
    {
        if (uses.Count == 0)
        {
            return;
        }

        // In one order on every node, so that two batches cannot wait for each other's rows.
        var statements = new List<SqlStatement>(uses.Count);
        foreach (var use in uses.OrderBy(use => use.Subject, StringComparer.Ordinal))
        {
            statements.Add(SqlStatement.Create(
                Use, ("subject", use.Subject), ("at", InstantColumn.ToColumn(use.At)), ("service", use.Service), ("region", use.Region)));
        }

        await Write(
            async (session, token) =>
            {
                await session.ExecuteAll(statements, token).ConfigureAwait(false);
                return statements.Count;
            },
            cancelled).ConfigureAwait(false);
    }

    public ValueTask<LastUse?> FindUse(string subject, CancellationToken cancelled) =>
        engine.Read(
            (session, token) => session.QueryFirst(
                UseOf, row => (LastUse?)new LastUse(subject, InstantColumn.FromColumn(row.GetInt64(0)), row.GetString(1), row.GetString(2)), token,
                ("subject", subject)),
            cancelled);

    // Subjects are compared byte by byte, and the prefix ends in a character that another one follows.
    public async ValueTask<IReadOnlyList<LastUse>> FindUses(string prefix, int limit, CancellationToken cancelled) =>
        await engine.Read(
            (session, token) => session.QueryAll(
                UsesFrom,
                static row => new LastUse(row.GetString(0), InstantColumn.FromColumn(row.GetInt64(1)), row.GetString(2), row.GetString(3)), token,
                ("from", prefix), ("end", prefix[..^1] + (char)(prefix[^1] + 1)), ("limit", (long)limit)),
            cancelled).ConfigureAwait(false);

    public async ValueTask KeepDenials(IReadOnlyList<KeptDenial> denials, CancellationToken cancelled)
    {
        if (denials.Count == 0)
        {
            return;
        }

        var statements = new List<SqlStatement>(denials.Count);
        foreach (var denial in denials)
        {
            statements.Add(SqlStatement.Create(
                KeepDenial, ("id", denial.Id), ("until", InstantColumn.ToColumn(denial.Until)), ("body", denial.Body)));
        }

        await Write(
            async (session, token) =>
            {
                await session.ExecuteAll(statements, token).ConfigureAwait(false);
                return statements.Count;
            },
            cancelled).ConfigureAwait(false);
    }

    public ValueTask<KeptDenial?> FindDenial(string id, CancellationToken cancelled) =>
        engine.Read(
            (session, token) => session.QueryFirst(
                DenialOf, row => new KeptDenial(id, InstantColumn.FromColumn(row.GetInt64(0)), (byte[])row.GetValue(1)), token, ("id", id)),
            cancelled);

    public ValueTask<int> Sweep(DateTimeOffset now, CancellationToken cancelled) =>
        Write(
            async (session, token) =>
            {
                var swept = await session.Execute(SweepUses, token, ("now", InstantColumn.ToColumn(now - KeepUses))).ConfigureAwait(false);
                swept += await session.Execute(SweepChanges, token, ("kept", KeepChanges)).ConfigureAwait(false);
                foreach (var sweep in Sweeps)
                {
                    swept += await session.Execute(sweep, token, ("now", InstantColumn.ToColumn(now))).ConfigureAwait(false);
                }

                return swept;
            },
            cancelled);

    private ValueTask<T> Write<T>(Func<SqlSession, CancellationToken, ValueTask<T>> change, CancellationToken cancelled) =>
        writer.WriteAlone(change, cancelled);
}
