using Daypass.Storage;
using Daypass.Storage.Load;
using Daypass.Testing.Databases;

// Measures the stores by themselves: no HTTP, no cache, one process.
//   Daypass.Storage.Load sqlite|postgres [ROLES ...]      default 10 10000 1000000
//   Daypass.Storage.Load start DIRECTORY                  opens a database that is there and looks up one role
if (args is ["start", var directory])
{
    await Start.Measure(directory);
    return;
}

var sizes = args.Length > 1 ? Array.ConvertAll(args[1..], int.Parse) : [10, 10_000, 1_000_000];
var folder = Directory.CreateTempSubdirectory("daypass-load-").FullName;
await using var server = args is ["postgres", ..] ? await PostgresServer.Start() : null;
var worlds = new List<World>();
foreach (var size in sizes)
{
    var where = server is null ? Path.Combine(folder, $"{size}") : await server.CreateSchema();
    var database = server is null ? await Database.OpenSqlite(where) : await Database.OpenPostgres(where);
    var world = new World(database, size);
    Console.WriteLine($"load {size,9} roles  {await world.Load(),9:n0} a second, {World.Together} a transaction");
    worlds.Add(world);
}

await new Comparison(worlds).Run();
foreach (var world in worlds)
{
    await world.Database.DisposeAsync();
}

if (server is null)
{
    foreach (var size in sizes)
    {
        Start.MeasureIn(Path.Combine(folder, $"{size}"), size);
    }
}

Directory.Delete(folder, recursive: true);
