using Daypass.Core.Stores;

namespace Daypass.Storage.Tests.Durability;

/// <summary>What must be in a database after a writer was killed, compared with what it had acknowledged.</summary>
internal static class Survivors
{
    /// <summary>Checks the writer's steps; returns how many steps were kept without having been acknowledged (at most one of each writer may be).</summary>
    public static async Task<int> Check(Database database, KilledWriter writer)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in new[] { EntityKind.Role, EntityKind.ManagedPolicy })
        {
            var after = $"{writer.Life}-";
            while (await database.Entities.List(kind, "1", "/", after, 500, default) is { Count: > 0 } page)
            {
                after = page[^1].Key.Name;
                foreach (var row in page)
                {
                    if (row.Key.Name.StartsWith($"{writer.Life}-", StringComparison.Ordinal))
                    {
                        present.Add($"{kind} {row.Key.Name}");
                        Assert.Equal(700, row.Body.Length);
                    }
                }
            }
        }

        var unacknowledged = 0;
        for (var number = 0; number < KilledWriter.Writers; number++)
        {
            var mine = present.Where(name => name.Split(' ')[1].Split('-')[1] == $"{number}").ToHashSet(StringComparer.Ordinal);
            var steps = writer.Acknowledged[number];
            if (!mine.SetEquals(After(writer.Life, number, steps)))
            {
                // The step under way may have been committed; it has to be whole then.
                Assert.Equal(After(writer.Life, number, ++steps).Order(StringComparer.Ordinal), mine.Order(StringComparer.Ordinal));
                unacknowledged++;
            }

            for (var step = 0; step < writer.Acknowledged[number]; step++)
            {
                var name = $"{writer.Life}-{number}-{step}";
                Assert.False(await database.Ephemeral.TryRemember("step", name, DateTimeOffset.MaxValue, default), $"{name} was forgotten");
            }
        }

        return unacknowledged;
    }

    /// <summary>Checks that counts, arrows and changes belong to the entities that are there.</summary>
    public static async Task CheckWhole(Func<string, Task<object?>> sql, Database database)
    {
        var entities = (long)(await sql("select count(*) from entity"))!;
        Assert.Equal(entities, await database.Entities.Count(EntityKind.Role, "1", default)
            + await database.Entities.Count(EntityKind.ManagedPolicy, "1", default));
        Assert.Equal(entities / 2, await sql("select count(*) from reference"));
        Assert.Equal(0L, await sql("select count(*) from entity as e where kind = 4 and not exists (select 1 from entity as p where p.kind = 5 and p.name "
            + "= e.name)"));
        Assert.Equal(entities / 2, Convert.ToInt64(await sql("select sum(count) from tally where counted like 'arrow%'"), null));
        Assert.Equal(await database.Entities.ChangePosition(default), await sql("select count(*) from change"));
    }

    /// <summary>What a writer's first steps leave.</summary>
    private static HashSet<string> After(string life, int writer, int steps)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var step = 0; step < steps; step++)
        {
            foreach (var kind in new[] { EntityKind.Role, EntityKind.ManagedPolicy })
            {
                names.Add($"{kind} {life}-{writer}-{step}");
                if (step % 3 == 2)
                {
                    names.Remove($"{kind} {life}-{writer}-{step - 2}");
                }
            }
        }

        return names;
    }
}
