using Microsoft.Data.Sqlite;

namespace Daypass.Storage.Tests.Databases;

/// <summary>A new, empty database of one test, with as many nodes on it as the test opens.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly List<Database> nodes = [];

    private TestDatabase(DatabaseKind kind, string where) => (Kind, Where) = (kind, where);

    public DatabaseKind Kind { get; }

    /// <summary>The directory or the connection string.</summary>
    public string Where { get; }

    /// <summary>The first node.</summary>
    public Database Node => nodes[0];

    public static async Task<TestDatabase> Create(DatabaseKind kind)
    {
        var database = new TestDatabase(kind, kind == DatabaseKind.Sqlite
            ? Directory.CreateTempSubdirectory("daypass-storage-").FullName
            : await (await PostgresServer.Shared).CreateSchema());
        await database.OpenNode();
        return database;
    }

    /// <summary>Another node on the same database.</summary>
    public async Task<Database> OpenNode()
    {
        var node = Kind == DatabaseKind.Sqlite ? await Database.OpenSqlite(Where) : await Database.OpenPostgres(Where);
        nodes.Add(node);
        return node;
    }

    /// <summary>Runs a statement as somebody else would who has the database; returns the first value.</summary>
    public async Task<object?> Sql(string text)
    {
        if (Kind == DatabaseKind.Postgres)
        {
            return await PostgresServer.Sql(Where, text);
        }

        await using var connection = new SqliteConnection($"Data Source={Where}/daypass.db;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        if (Kind == DatabaseKind.Sqlite)
        {
            Directory.Delete(Where, recursive: true);
        }
    }
}
