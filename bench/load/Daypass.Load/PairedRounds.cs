namespace Daypass.Load;

/// <summary>One side of a comparison.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="Process">The server.</param>
/// <param name="Requests">Makes the requests anew, because a signature lives fifteen minutes.</param>
internal sealed record Contender(string Name, MeasuredProcess Process, Func<IReadOnlyList<byte[]>> Requests);

/// <summary>Drives two servers in turn, each pair of rounds in the other order, and compares them pair by pair, so that a neighbour's noise hits
/// both.</summary>
internal static class PairedRounds
{
    public static async Task<double> Run(string title, Contender first, Contender second, LoadOptions options, TextWriter output, CancellationToken cancelled)
    {
        await output.WriteLineAsync($"\n{title}: {options.Connections} connections, {options.Rounds} pairs of {options.Length.TotalSeconds:0.#} s, server"
            + $" CPU per request");
        await output.WriteLineAsync($"{"pair",6}{first.Name + " us",14}{second.Name + " us",14}{"ratio",9}"
            + $"{first.Name + "/s",14}{second.Name + "/s",14}{"p50 ms",16}{"p99 ms",16}");
        foreach (var contender in (Contender[])[first, second])
        {
            await WarmUp(contender, options, cancelled);
        }

        var pairs = new List<(Round First, Round Second)>();
        for (var pair = 1; pair <= options.Rounds; pair++)
        {
            var swapped = pair % 2 == 0;
            var one = await Drive(swapped ? second : first);
            var two = await Drive(swapped ? first : second);
            var (left, right) = swapped ? (two, one) : (one, two);
            pairs.Add((left, right));
            await output.WriteLineAsync(
                $"{pair,6}{left.CpuMicroseconds,14:F1}{right.CpuMicroseconds,14:F1}{right.CpuMicroseconds / left.CpuMicroseconds,9:F2}"
                + $"{left.PerSecond,14:F0}{right.PerSecond,14:F0}"
                + $"{$"{left.Median.TotalMilliseconds:F2} / {right.Median.TotalMilliseconds:F2}",16}"
                + $"{$"{left.Ninetyninth.TotalMilliseconds:F2} / {right.Ninetyninth.TotalMilliseconds:F2}",16}");
        }

        var ratio = Median(pairs.Select(static pair => pair.Second.CpuMicroseconds / pair.First.CpuMicroseconds));
        await output.WriteLineAsync(
            $"median{Median(pairs.Select(static pair => pair.First.CpuMicroseconds)),14:F1}"
            + $"{Median(pairs.Select(static pair => pair.Second.CpuMicroseconds)),14:F1}{ratio,9:F2}"
            + $"{Median(pairs.Select(static pair => pair.First.PerSecond)),14:F0}{Median(pairs.Select(static pair => pair.Second.PerSecond)),14:F0}");
        return ratio;

        Task<Round> Drive(Contender contender) => Generator.Drive(contender.Process, contender.Requests(), options.Connections, options.Length, cancelled);
    }

    private static async Task WarmUp(Contender contender, LoadOptions options, CancellationToken cancelled)
    {
        var answered = 0;
        for (var round = 0; round < LoadOptions.MostWarmUpRounds && answered < LoadOptions.WarmUpRequests; round++)
        {
            answered += (await Generator.Drive(contender.Process, contender.Requests(), options.Connections, LoadOptions.WarmUpRound, cancelled)).Requests;
            await Task.Delay(TimeSpan.FromSeconds(1), cancelled);
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
