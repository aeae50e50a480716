namespace Daypass.Storage.Tests.Databases;

/// <summary>A new, empty database of one test, with as many nodes on it as the test opens.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly List<Database> _nodes = [];

    private TestDatabase(string directory) => Where = directory;

    public string Where { get; }

    /// <summary>The first node.</summary>
    public Database Node => _nodes[0];

    public static async Task<TestDatabase> Create(DatabaseKind kind)
    {
        var database = new TestDatabase(Directory.CreateTempSubdirectory("daypass-storage-").FullName);
        await database.OpenNode();
        return database;
    }

    /// <summary>Another node on the same database.</summary>
    public async Task<Database> OpenNode()
    {
        var node = await Database.OpenSqlite(Where, TimeProvider.System);
        _nodes.Add(node);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        Directory.Delete(Where, recursive: true);
    }
}
