namespace Daypass.Load;

/// <summary>Daypass against a bare Kestrel endpoint that reads the body and answers as many bytes.</summary>
internal static class KestrelComparison
{
    private const int Requests = 1000;

    public static async Task<int> Run(LoadOptions options, TextWriter output, CancellationToken cancelled)
    {
        Pinning.KeepOffTheFirstCore(options.Pinned);
        await using var daypass = await DaypassServer.Start(options, roles: 1, cancelled);
        await Compare("GetCallerIdentity", () => daypass.GetCallerIdentity(Requests));
        var roles = await daypass.MakeRoles(1, 1, cancelled);
        await Compare("AssumeRole", () => daypass.AssumeRole(roles, Requests));
        return 0;

        async Task Compare(string operation, Func<IReadOnlyList<byte[]>> requests)
        {
            var size = await daypass.AnswerSize(requests()[0], cancelled);
            await using var bare = await MeasuredProcess.Start(
                typeof(BareEndpoint).Assembly.Location, options.Pinned, port => ["bare", "--port", $"{port}", "--size", $"{size}"], cancelled);
            await PairedRounds.Run(
                $"{operation} ({size} bytes answered)", new Contender("bare", bare, requests), new Contender("daypass", daypass.Process, requests), options,
                    output, cancelled);
        }
    }
}
