namespace Daypass.Load;

/// <summary>What one account notices of another that asks for twice its share: rounds alone and beside it in turn.</summary>
internal static class FairnessComparison
{
    private const int Requests = 1000;
    private const int QuietPerSecond = 100;
    private const int QuietConnections = 4;

    /// <summary>A small burst: what is shown is how it goes on, and not that a bucket was full at the beginning of a round.</summary>
    private const int BurstsASecond = 10;

    /// <summary>Prints the quiet account's 99th percentile with and without the other, pair by pair; the bar is twice.</summary>
    /// <param name="options">What is measured and for how long.</param>
    /// <param name="share">What each account may ask in a second.</param>
    /// <param name="output">Where it is printed.</param>
    /// <param name="cancelled">Ends it.</param>
    public static async Task<int> Run(LoadOptions options, int share, TextWriter output, CancellationToken cancelled)
    {
        Pinning.KeepOffTheFirstCore(options.Pinned);
        await using var server = await DaypassServer.Start(
            options, roles: 1, cancelled, "--account-rate", $"{share}:{share / BurstsASecond}", "--iam-rate", "none", "--address-rate", "none");
        var quiet = await server.NewAccount(options.Server, cancelled);
        await output.WriteLineAsync(
            $"\nGetCallerIdentity: one account at {QuietPerSecond} a second, another at {2 * share} where {share} are let through; p99 of the first");
        await output.WriteLineAsync($"{"pair",6}{"alone ms",12}{"beside ms",12}{"ratio",9}{"answered/s",14}{"throttled/s",14}");
        await Quiet();
        var ratios = new List<double>();
        for (var pair = 1; pair <= options.Rounds; pair++)
        {
            var alone = await Quiet();
            var loud = PacedLoad.Drive(
                server.Process.Port, server.GetCallerIdentity(Requests), 2 * share, options.Connections, options.Length, cancelled);
            var beside = await Quiet();
            var other = await loud;
            if (beside.Throttled > 0)
            {
                throw new InvalidOperationException("The quiet account was throttled.");
            }

            var ratio = beside.Ninetyninth / alone.Ninetyninth;
            ratios.Add(ratio);
            await output.WriteLineAsync(
                $"{pair,6}{alone.Ninetyninth.TotalMilliseconds,12:F2}{beside.Ninetyninth.TotalMilliseconds,12:F2}{ratio,9:F2}"
                + $"{other.Answered / options.Length.TotalSeconds,14:F0}{other.Throttled / options.Length.TotalSeconds,14:F0}");
        }

        ratios.Sort();
        await output.WriteLineAsync($"median{ratios[ratios.Count / 2],33:F2}");
        return 0;

        Task<Paced> Quiet() => PacedLoad.Drive(
            server.Process.Port, server.GetCallerIdentity(Requests, quiet), QuietPerSecond, QuietConnections, options.Length, cancelled);
    }
}
