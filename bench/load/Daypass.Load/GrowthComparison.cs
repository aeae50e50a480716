using System.Diagnostics;

namespace Daypass.Load;

/// <summary>AssumeRole in a small directory against a large one: the cost of a request must not grow with the number of roles.</summary>
internal static class GrowthComparison
{
    public static async Task<int> Run(LoadOptions options, int few, int many, int used, TextWriter output, CancellationToken cancelled)
    {
        Pinning.KeepOffTheFirstCore(options.Pinned);
        await using var small = await DaypassServer.Start(options, few, cancelled);
        await using var large = await DaypassServer.Start(options, many, cancelled);
        var smallRoles = await small.MakeRoles(few, options.Connections, cancelled);
        var started = Stopwatch.GetTimestamp();
        var largeRoles = await large.MakeRoles(many, options.Connections, cancelled);
        await output.WriteLineAsync($"made {many} roles in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");

        var count = Math.Min(used, many);
        var touched = Enumerable.Range(0, count).Select(i => largeRoles[(int)((long)i * many / count)]).ToArray();
        await PairedRounds.Run(
            $"AssumeRole over {touched.Length} of {many} roles",
            new Contender($"{few}", small.Process, () => small.AssumeRole(smallRoles, touched.Length)),
            new Contender($"{many}", large.Process, () => large.AssumeRole(touched, touched.Length)),
            options,
            output,
            cancelled);
        return 0;
    }
}
