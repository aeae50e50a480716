using Daypass.Core.Stores;
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

    private const string Floor = "select instant from key_floor";

    private const string RaiseFloor =
        """
        insert into key_floor (the_only, instant) values (1, @instant)
        on conflict (the_only) do update set instant = excluded.instant where excluded.instant > key_floor.instant
        """;

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
        Write(
            Insert, cancelled, ("number", key.Number), ("purpose", key.Purpose), ("state", (int)key.State),
            ("created_at", InstantColumn.ToColumn(key.CreatedAt)), ("changed_at", InstantColumn.ToColumn(key.ChangedAt)), ("wrapped", key.Wrapped));

    public ValueTask<bool> TrySetState(int number, KeyState expected, KeyState state, DateTimeOffset at, CancellationToken cancelled) =>
        Write(SetState, cancelled, ("state", (int)state), ("changed_at", InstantColumn.ToColumn(at)), ("number", number), ("expected", (int)expected));

    public async ValueTask<DateTimeOffset?> InvalidBefore(CancellationToken cancelled) =>
        await engine.Read(
            static (session, token) => session.QueryFirst(Floor, static row => (DateTimeOffset?)InstantColumn.FromColumn(row.GetInt64(0)), token),
            cancelled).ConfigureAwait(false);

    public async ValueTask SetInvalidBefore(DateTimeOffset instant, CancellationToken cancelled) =>
        await Write(RaiseFloor, cancelled, ("instant", InstantColumn.ToColumn(instant))).ConfigureAwait(false);

    private async ValueTask<bool> Write(string text, CancellationToken cancelled, params (string Name, object Value)[] values)
    {
        var result = await writer.Write<bool>(
            async transaction =>
            {
                var changed = (await transaction.Execute(SqlStatement.Create(text, values)).ConfigureAwait(false))[0] == 1;
                if (changed)
                {
                    transaction.RecordChange(Changed, "");
                }

                return changed;
            },
            cancelled).ConfigureAwait(false);
        return result.Value;
    }
}
