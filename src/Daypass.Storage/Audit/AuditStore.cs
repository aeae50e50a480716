using Daypass.Core.Stores;
using Daypass.Storage.Sql;

namespace Daypass.Storage.Audit;

/// <summary>The acts of operators and the heads of audit chains, in a database.</summary>
internal sealed class AuditStore(DatabaseEngine engine, Writer writer) : IAuditStore
{
    private const int ToldUnended = 1;
    private const int ToldWhole = 2;

    private const string KeepAct =
        """
        insert into operator_act (id, at, ended, told, body) values (@id, @at, @ended, 0, @body)
        on conflict (id) do update set ended = excluded.ended, body = excluded.body where operator_act.ended = 0
        """;

    private const string Untold =
        """
        select id, at, ended, body from operator_act
        where told < 2 and (ended = 1 or (told = 0 and at <= @begun_before)) order by at, id limit @limit
        """;

    private const string Told = "update operator_act set told = @told where id = @id and told < @told";

    private const string KeepHead =
        """
        insert into audit_head (chain, began, number, body) values (@chain, @began, @number, @body)
        on conflict (chain) do update set number = excluded.number, body = excluded.body where audit_head.number <= excluded.number
        """;

    private const string AllHeads = "select chain, began, number, body from audit_head order by began, chain";

    public async ValueTask Keep(KeptAct act, CancellationToken cancelled) =>
        await Execute(
            KeepAct, cancelled, ("id", act.Id), ("at", InstantColumn.ToColumn(act.At)), ("ended", act.HasEnded ? 1 : 0), ("body", act.Body))
            .ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<KeptAct>> FindUntold(DateTimeOffset begunBefore, int limit, CancellationToken cancelled) =>
        await engine.Read(
            (session, token) => session.QueryAll(
                Untold,
                static row => new KeptAct(
                    row.GetString(0), InstantColumn.FromColumn(row.GetInt64(1)), row.GetInt32(2) == 1, row.GetFieldValue<byte[]>(3)), token,
                ("begun_before", InstantColumn.ToColumn(begunBefore)), ("limit", (long)limit)),
            cancelled).ConfigureAwait(false);

    public async ValueTask MarkTold(KeptAct act, CancellationToken cancelled) =>
        await Execute(Told, cancelled, ("told", act.HasEnded ? ToldWhole : ToldUnended), ("id", act.Id)).ConfigureAwait(false);

    public async ValueTask Keep(KeptHead head, CancellationToken cancelled) =>
        await Execute(
            KeepHead, cancelled, ("chain", head.Chain), ("began", InstantColumn.ToColumn(head.Began)), ("number", head.Number), ("body", head.Body))
            .ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<KeptHead>> Heads(CancellationToken cancelled) =>
        await engine.Read(
            static (session, token) => session.QueryAll(
                AllHeads,
                static row => new KeptHead(
                    row.GetString(0), InstantColumn.FromColumn(row.GetInt64(1)), row.GetInt64(2), row.GetFieldValue<byte[]>(3)), token),
            cancelled).ConfigureAwait(false);

    private ValueTask<int> Execute(string text, CancellationToken cancelled, params (string Name, object Value)[] values) =>
        writer.WriteAlone((session, token) => session.Execute(text, token, values), cancelled);
}
