using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Storage.Sql;

namespace Daypass.Storage.Keys;

/// <summary>The key ring in a database. Each change of it stands in the change feed, so that the other nodes read the ring again.</summary>
internal sealed class KeyStore(DatabaseEngine engine, Writer writer) : IKeyStore
{
    private const string Ring = "select number, purpose, state, created_at, changed_at, wrapped from key_ring order by number";

    private const string Insert =
        """
        insert into key_ring (number, purpose, state, created_at, changed_at, wrapped)
        values (@number, @purpose, @state, @created_at, @changed_at, @wrapped)
        on conflict do nothing
        """;

    private const string SetState =
        "update key_ring set state = @state, changed_at = @changed_at where number = @number and state = @expected";

    private const string Retire = "update key_ring set state = @state, changed_at = @changed_at where number = @number";

    private const string Wrap = "update key_ring set wrapped = @wrapped where number = @number and wrapped = @read";

    private const string Floor = "select instant from key_floor";

    private const string RaiseFloor =
        """
        insert into key_floor (the_only, instant) values (1, @instant)
        on conflict (the_only) do update set instant = excluded.instant where excluded.instant > key_floor.instant
        """;

    /// <summary>Rolls the transaction back; nobody sees it.</summary>
    private static readonly AwsError Unchanged = new("Unchanged", 409, "The key ring is another one by now.");

    private static readonly EntityKey Changed = new(EntityKind.KeyRing, "", "");

    public async ValueTask<IReadOnlyList<StoredKey>> All(CancellationToken cancelled) =>
        await engine.Read(
            static (session, token) => session.QueryAll(
                Ring,
                static row => new StoredKey(
                    row.GetInt32(0), row.GetString(1), (KeyState)row.GetInt32(2), InstantColumn.FromColumn(row.GetInt64(3)),
                    InstantColumn.FromColumn(row.GetInt64(4)), row.GetFieldValue<byte[]>(5)),
                token),
            cancelled).ConfigureAwait(false);

    public ValueTask<bool> TryAdd(StoredKey key, CancellationToken cancelled) =>
        WriteAll([InsertOf(key)], cancelled);

    public ValueTask<bool> TrySetState(int number, KeyState expected, KeyState state, DateTimeOffset at, CancellationToken cancelled) =>
        Write(SetState, cancelled, ("state", (int)state), ("changed_at", InstantColumn.ToColumn(at)), ("number", number), ("expected", (int)expected));

    public ValueTask<bool> TryReplace(IReadOnlyList<StoredKey> added, IReadOnlyList<int> retired, DateTimeOffset at, CancellationToken cancelled) =>
        WriteAll(
            [
                .. added.Select(InsertOf),
                .. retired.Select(number => SqlStatement.Create(
                    Retire, ("state", (int)KeyState.Retired), ("changed_at", InstantColumn.ToColumn(at)), ("number", number))),
            ],
            cancelled);

    public ValueTask<bool> TryRewrap(IReadOnlyList<(StoredKey Read, byte[] Wrapped)> keys, CancellationToken cancelled) =>
        WriteAll(
            [.. keys.Select(static key => SqlStatement.Create(Wrap, ("wrapped", key.Wrapped), ("number", key.Read.Number), ("read", key.Read.Wrapped)))],
            cancelled);

    public async ValueTask<DateTimeOffset?> InvalidBefore(CancellationToken cancelled) =>
        await engine.Read(
            static (session, token) => session.QueryFirst(Floor, static row => (DateTimeOffset?)InstantColumn.FromColumn(row.GetInt64(0)), token),
            cancelled).ConfigureAwait(false);

    public async ValueTask SetInvalidBefore(DateTimeOffset instant, CancellationToken cancelled) =>
        await Write(RaiseFloor, cancelled, ("instant", InstantColumn.ToColumn(instant))).ConfigureAwait(false);

    private static SqlStatement InsertOf(StoredKey key) => SqlStatement.Create(
        Insert, ("number", key.Number), ("purpose", key.Purpose), ("state", (int)key.State),
        ("created_at", InstantColumn.ToColumn(key.CreatedAt)), ("changed_at", InstantColumn.ToColumn(key.ChangedAt)), ("wrapped", key.Wrapped));

    private ValueTask<bool> Write(string text, CancellationToken cancelled, params (string Name, object Value)[] values) =>
        WriteAll([SqlStatement.Create(text, values)], cancelled);

    /// <summary>False when one of them changes no row, and then none does.</summary>
    private async ValueTask<bool> WriteAll(IReadOnlyList<SqlStatement> statements, CancellationToken cancelled)
    {
        var result = await writer.Write<bool>(
            async transaction =>
            {
                var rows = await transaction.Execute(statements).ConfigureAwait(false);
                if (rows.Any(static changed => changed > 0))
                {
                    // Also before a refusal, which is how the writer knows that there is something to roll back.
                    transaction.RecordChange(Changed, "");
                }

                return rows.Contains(0) ? Unchanged : true;
            },
            cancelled).ConfigureAwait(false);
        return result.Succeeded;
    }
}
