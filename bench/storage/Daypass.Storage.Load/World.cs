using System.Diagnostics;
using System.Globalization;
using Daypass.Core.Stores;

namespace Daypass.Storage.Load;

/// <summary>A database with so many roles of about a kilobyte, each with one policy attached.</summary>
internal sealed class World(Database database, int roles)
{
    public const int Together = 5000;
    private const string Account = "111122223333";
    private static readonly byte[] Body = new byte[1000];
    private int _more;

    public Database Database => database;

    public int Roles => roles;

    /// <summary>Adds the roles; returns how many a second.</summary>
    public async Task<double> Load()
    {
        var started = Stopwatch.GetTimestamp();
        for (var first = 0; first < roles; first += Together)
        {
            var (from, to) = (first, Math.Min(first + Together, roles));
            await database.Entities.Write<bool>(
                async directory =>
                {
                    // As a loader does: see what is there, then add what is not.
                    var rows = Enumerable.Range(from, to - from).Select(Role).ToList();
                    var there = await directory.FindAll(rows.ConvertAll(static row => row.Key), default);
                    return (await directory.TryAddAll([.. rows.Where((_, i) => there[i] is null)], default)).All(static added => added);
                },
                default);
        }

        return roles / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Looks up a role by its name.</summary>
    public async ValueTask Find(int number)
    {
        if (await database.Entities.Find(Key(number % roles), default) is null)
        {
            throw new InvalidOperationException($"Role {number} is not there.");
        }
    }

    /// <summary>Adds one role more, in a transaction of its own.</summary>
    public async Task Add()
    {
        var number = roles + Interlocked.Increment(ref _more);
        await database.Entities.Write<bool>(async directory => await directory.TryAdd(Role(number), default), default);
    }

    /// <summary>Reads a page of a hundred from the middle.</summary>
    public async Task Page(string path) =>
        await database.Entities.List(EntityKind.Role, Account, path, Key(roles / 2).Name, 100, default);

    public async Task Count() => await database.Entities.Count(EntityKind.Role, Account, default);

    public static EntityKey Key(int number) =>
        EntityKey.Create(EntityKind.Role, Account, string.Create(CultureInfo.InvariantCulture, $"role-{Scatter(number):x8}"));

    private static EntityRow Role(int number) => new()
    {
        Key = Key(number),
        Id = string.Create(CultureInfo.InvariantCulture, $"AROA{number:d17}"),
        Path = number % 1000 == 0 ? "/rare/" : "/",
        Body = Body,
        References = [new EntityReference(Relation.Attached, $"arn:aws:iam::{Account}:policy/policy-{number % 100}")],
    };

    /// <summary>Neighbours in number are not neighbours in name.</summary>
    private static uint Scatter(int number) => unchecked((uint)number * 2_654_435_761u);
}
