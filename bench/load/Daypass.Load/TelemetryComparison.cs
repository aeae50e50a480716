using Daypass.Testing.Network;

namespace Daypass.Load;

/// <summary>What metrics cost: the same server without and with them, and somebody who asks for them every five seconds.</summary>
internal static class TelemetryComparison
{
    private const int Requests = 1000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static async Task<int> Run(LoadOptions options, TextWriter output, CancellationToken cancelled)
    {
        Pinning.KeepOffTheFirstCore(options.Pinned);
        var port = FreePort.Find();
        await using var without = await DaypassServer.Start(options, roles: 1, cancelled);
        await using var with = await DaypassServer.Start(options, roles: 1, cancelled, "--metrics", $"127.0.0.1:{port}");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var asking = Ask(new Uri($"http://127.0.0.1:{port}/metrics"), ended.Token);
        await PairedRounds.Run("GetCallerIdentity", new Contender("without", without.Process, () => without.GetCallerIdentity(Requests)),
            new Contender("with", with.Process, () => with.GetCallerIdentity(Requests)), options, output, cancelled);
        var (one, two) = (await without.MakeRoles(1, 1, cancelled), await with.MakeRoles(1, 1, cancelled));
        await PairedRounds.Run("AssumeRole", new Contender("without", without.Process, () => without.AssumeRole(one, Requests)),
            new Contender("with", with.Process, () => with.AssumeRole(two, Requests)), options, output, cancelled);
        await ended.CancelAsync();
        await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    private static async Task Ask(Uri metrics, CancellationToken ended)
    {
        using var http = new HttpClient();
        while (true)
        {
            await http.GetStringAsync(metrics, ended);
            await Task.Delay(Interval, ended);
        }
    }
}
