using System.Globalization;
using Daypass.Core.Stores;
using Daypass.Storage;

// Writes until it is killed, and says on its output what was acknowledged: a line "WRITER STEP" after each step.
// Arguments: the directory or connection string, a name for this life, how many writers.
var (where, life, writers) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
await using var database = where.Contains("Host=", StringComparison.Ordinal) ? await Database.OpenPostgres(where) : await Database.OpenSqlite(where);
await using var output = Console.OpenStandardOutput();
var say = new Lock();
try
{
    await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => Write(writer))));
}
catch (StoreUnavailableException)
{
    return 3;
}

return 0;

async Task Write(int writer)
{
    for (var step = 0; ; step++)
    {
        var name = $"{life}-{writer}-{step}";
        var earlier = $"{life}-{writer}-{step - 2}";
        var done = await database.Entities.Write<bool>(
            async directory =>
            {
                // Two that belong together, and every third time two earlier ones go.
                var added = await directory.TryAdd(Row(EntityKind.ManagedPolicy, name, []), default)
                    && await directory.TryAdd(Row(EntityKind.Role, name, [new EntityReference(Relation.Attached, $"arn:{name}")]), default);
                return added && (step % 3 != 2
                    || (await Delete(directory, EntityKind.Role, earlier)
                        && await Delete(directory, EntityKind.ManagedPolicy, earlier)));
            },
            default);
        if (!done.Value || !await database.Ephemeral.TryRemember("step", name, DateTimeOffset.MaxValue, default))
        {
            throw new InvalidOperationException($"{name} was there already.");
        }

        var line = System.Text.Encoding.ASCII.GetBytes($"{writer} {step}\n");
        lock (say)
        {
            output.Write(line);
            output.Flush();
        }
    }
}

static async ValueTask<bool> Delete(IDirectoryTransaction directory, EntityKind kind, string name) =>
    await directory.Find(EntityKey.Create(kind, "1", name), default) is { } row && await directory.TryDelete(row.Key, row.Id, row.Version, default);

static EntityRow Row(EntityKind kind, string name, IReadOnlyList<EntityReference> references) => new()
{
    Key = EntityKey.Create(kind, "1", name),
    Id = $"{kind} {name}",
    Path = "/",
    Body = new byte[700],
    References = references,
};
