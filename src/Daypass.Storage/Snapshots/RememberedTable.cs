using System.Data.Common;
using Daypass.Storage.Sql;

namespace Daypass.Storage.Snapshots;

/// <summary>A table beside the entities whose rows nobody holds in memory: taken and put back as a whole.</summary>
internal sealed class RememberedTable
{
    private readonly string[] _columns;
    private readonly string _select;
    private readonly string _insert;
    private readonly string _clear;

    private RememberedTable(string name, params string[] columns)
    {
        _columns = columns;
        _select = $"select {string.Join(", ", columns)} from {name}";
        _insert = $"insert into {name} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(static column => "@" + column))})";
        _clear = $"delete from {name}";
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RememberedTable> All { get; } =
    [
        new("gone_key", "id"),
        new("fact", "scope", "what", "until"),
        new("attempt", "scope", "subject", "count", "last", "until"),
        new("last_use", "subject", "at", "service", "region"),
        new("denial", "id", "until", "body"),
    ];

    /// <summary>Its rows.</summary>
    public async ValueTask<IReadOnlyList<object[]>> Read(SqlSession session) =>
        await session.QueryAll(_select, ReadRow, CancellationToken.None).ConfigureAwait(false);

    /// <summary>Has it hold these rows and no others.</summary>
    public void Write(WriteTransaction transaction, IReadOnlyList<object[]> rows)
    {
        transaction.Defer(SqlStatement.Create(_clear));
        foreach (var row in rows)
        {
            transaction.Defer(new SqlStatement(_insert, [.. _columns.Zip(row)]));
        }
    }

    private static object[] ReadRow(DbDataReader row)
    {
        var values = new object[row.FieldCount];
        row.GetValues(values);
        return values;
    }
}
