using Daypass.Testing.Databases;
using Microsoft.Data.Sqlite;

namespace Daypass.Storage.Tests.Databases;

/// <summary>A new, empty database of one test, with as many nodes on it as the test opens.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly List<Database> _nodes = [];

    private TestDatabase(DatabaseKind kind) => Kind = kind;

    public DatabaseKind Kind { get; }

    /// <summary>What its connections call themselves in PostgreSQL.</summary>
    public string Name { get; } = $"test-{Guid.NewGuid():n}";

    /// <summary>The directory or the connection string.</summary>
    public string Where { get; private set; } = "";

    /// <summary>The first node.</summary>
    public Database Node => _nodes[0];

    /// <summary>A place for a database, with nothing in it.</summary>
    public static async Task<TestDatabase> Nothing(DatabaseKind kind)
    {
        var database = new TestDatabase(kind);
        database.Where = kind == DatabaseKind.Sqlite
            ? Directory.CreateTempSubdirectory("daypass-storage-").FullName
            : $"{await (await PostgresServer.Shared).CreateSchema()};Application Name={database.Name}";
        return database;
    }

    public static async Task<TestDatabase> Create(DatabaseKind kind)
    {
        var database = await Nothing(kind);
        await database.OpenNode();
        return database;
    }

    /// <summary>Another node on the same database.</summary>
    public async Task<Database> OpenNode()
    {
        var node = Kind == DatabaseKind.Sqlite ? await Database.OpenSqlite(Where) : await Database.OpenPostgres(Where);
        lock (_nodes)
        {
            _nodes.Add(node);
        }

        return node;
    }

    /// <summary>Runs a statement as somebody else would who has the database; returns the first value.</summary>
    public async Task<object?> Sql(string text)
    {
        if (Kind == DatabaseKind.Postgres)
        {
            return await PostgresServer.Sql($"{Where};Application Name=outside", text);
        }

        await using var connection = new SqliteConnection($"Data Source={Where}/daypass.db;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        if (Kind == DatabaseKind.Sqlite)
        {
            Directory.Delete(Where, recursive: true);
        }
    }
}
