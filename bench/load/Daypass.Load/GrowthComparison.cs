using System.Diagnostics;
using System.Globalization;

namespace Daypass.Load;

/// <summary>AssumeRole in a small directory against a large one: the cost of a request must not grow with the number of roles.</summary>
internal static class GrowthComparison
{
    /// <summary>How many different roles one round assumes when all are touched: more than a server answers in a few seconds, so that the rounds go on through
    /// the directory.</summary>
    private const int InOneRound = 60_000;

    private const int HotRoles = 10;

    public static async Task<int> Run(LoadOptions options, GrowthOptions growth, TextWriter output, CancellationToken cancelled)
    {
        Pinning.KeepOffTheFirstCore(options.Pinned);
        await using var small = await Prepare(options, growth, growth.Few, output, cancelled);
        await using var large = await Prepare(options, growth, growth.Many, output, cancelled);
        var few = Math.Min(HotRoles, growth.Few);
        await PairedRounds.Run(
            $"AssumeRole over the same {few} roles",
            new Contender($"{growth.Few}", small.Process, () => small.AssumeRole(Roles(0, few), 1000)),
            new Contender($"{growth.Many}", large.Process, () => large.AssumeRole(Roles(0, Math.Min(HotRoles, growth.Many)), 1000)),
            options,
            output,
            cancelled);
        await Memory("after the same ten roles");

        for (var first = 0; first < growth.Many; first += InOneRound)
        {
            var roles = Roles(first, Math.Min(InOneRound, growth.Many - first));
            await Generator.SendAll(large.Process, large.AssumeRole(roles, roles.Length), options.Connections, cancelled);
        }

        await Memory("after each role once");

        // The requests of both are as many, so that the generator has the same to carry.
        var (from, many) = (0, Math.Min(InOneRound, growth.Many));
        await PairedRounds.Run(
            $"AssumeRole over all roles in turn after each was assumed once, {many} different ones a round",
            new Contender($"{growth.Few}", small.Process, () => small.AssumeRole(Roles(0, few), many)),
            new Contender($"{growth.Many}", large.Process, () =>
            {
                var roles = Enumerable.Range(from, many).Select(i => Arn(i % growth.Many)).ToArray();
                from += many;
                return large.AssumeRole(roles, many);
            }),
            options,
            output,
            cancelled);
        await Memory("after all roles in turn");
        return 0;

        Task Memory(string when) => output.WriteLineAsync(
            $"anonymous memory {when}: {small.Process.AnonymousMebibytes} MiB with {growth.Few} roles, {large.Process.AnonymousMebibytes} MiB with"
                + $" {growth.Many}");
    }

    /// <summary>Loads a world, and starts the server again as it will be measured.</summary>
    private static async Task<DaypassServer> Prepare(LoadOptions options, GrowthOptions growth, int roles, TextWriter output, CancellationToken cancelled)
    {
        var folder = growth is { Folder: { } kept, Database: null }
            ? Path.GetFullPath(Path.Combine(kept, $"{roles}"))
            : Directory.CreateTempSubdirectory("daypass-load-").FullName;
        var database = growth.Database?.Replace("{roles}", roles.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var loaded = Path.Combine(folder, "loaded");
        if (!File.Exists(loaded))
        {
            Directory.CreateDirectory(folder);
            var world = Path.Combine(folder, "world.json");
            var elements = WorldFile.Write(world, roles);
            var size = new FileInfo(world).Length / 1024 / 1024;
            var started = Stopwatch.GetTimestamp();
            await using (await DaypassServer.StartIn(options, folder, database, roles, ["--world", world], keep: true, cancelled))
            {
                var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
                await output.WriteLineAsync($"{roles} roles: {elements} entities in {size} MiB of world loaded in {took:F1} s, {elements / took:F0} a"
                    + $" second, start of the server included");
            }

            File.Delete(world);
            await File.WriteAllTextAsync(loaded, "", cancelled);
        }

        var from = Stopwatch.GetTimestamp();
        var server = await DaypassServer.StartIn(options, folder, database, roles, [], keep: growth is { Folder: not null, Database: null }, cancelled);
        await output.WriteLineAsync($"{roles} roles: started in {Stopwatch.GetElapsedTime(from).TotalSeconds:F2} s with {server.Process.AnonymousMebibytes}"
            + $" MiB of anonymous memory");
        return server;
    }

    private static string[] Roles(int from, int count) => [.. Enumerable.Range(from, count).Select(Arn)];

    private static string Arn(int role) => $"arn:aws:iam::{WorldFile.Account}:role/{WorldFile.RoleName(role)}";
}

/// <summary>What is compared.</summary>
/// <param name="Few">Roles in the small directory.</param>
/// <param name="Many">Roles in the large one.</param>
/// <param name="Folder">Where loaded SQLite worlds are kept for the next run, or null.</param>
/// <param name="Database">A PostgreSQL connection string with <c>{roles}</c> in the database's name, or null for SQLite.</param>
internal sealed record GrowthOptions(int Few, int Many, string? Folder, string? Database);
