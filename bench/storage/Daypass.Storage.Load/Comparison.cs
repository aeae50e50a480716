using System.Diagnostics;

namespace Daypass.Storage.Load;

/// <summary>The same questions to worlds of different sizes, in turn, so that a neighbour on the machine disturbs all of them alike.</summary>
internal sealed class Comparison(IReadOnlyList<World> worlds)
{
    private const int Rounds = 7;

    public async Task Run()
    {
        Console.WriteLine($"{"",-34}{string.Concat(worlds.Select(static world => $"{world.Roles,12:n0}"))}");
        await Row("find, ten roles, us", 2000, static (world, i) => world.Find(i % 10));
        await Row("find, all roles, us", 2000, static (world, i) => world.Find(unchecked((int)((uint)i * 40_503u % (uint)world.Roles))));
        await Row("page of 100, us", 50, static (world, _) => new(world.Page("/")));
        await Row("page of a rare path, us", 20, static (world, _) => new(world.Page("/rare/")));
        await Row("count, us", 500, static (world, _) => new(world.Count()));
        await Row("add, one writer, us", 100, static (world, _) => new(world.Add()));
        await Row("add, 16 writers, us an entity", 40, static (world, _) => new(Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(world.Add)))), 16);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 1000; i++)
        {
            await worlds[0].Find(i % 10);
        }

        Console.WriteLine($"{"find, bytes allocated",-34}{(GC.GetTotalAllocatedBytes(precise: true) - before) / 1000,12:n0}");
    }

    /// <summary>The median of the rounds, a column for each world.</summary>
    private async Task Row(string what, int times, Func<World, int, ValueTask> ask, int each = 1)
    {
        var taken = worlds.Select(static _ => new List<double>()).ToList();
        var next = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            for (var column = 0; column < worlds.Count; column++)
            {
                var started = Stopwatch.GetTimestamp();
                for (var i = 0; i < times; i++)
                {
                    await ask(worlds[column], next++);
                }

                if (round > 0) // the first one warms up
                {
                    taken[column].Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds / times / each);
                }
            }
        }

        Console.WriteLine($"{what,-34}{string.Concat(taken.Select(static rounds => $"{rounds.Order().ElementAt(Rounds / 2),12:n1}"))}");
    }
}
