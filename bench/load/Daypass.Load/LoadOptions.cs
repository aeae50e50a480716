namespace Daypass.Load;

/// <summary>What a run measures and for how long.</summary>
/// <param name="Server">Full path of daypass-server.dll.</param>
/// <param name="Rounds">Pairs of rounds.</param>
/// <param name="Length">How long each round lasts.</param>
/// <param name="Connections">Keep-alive connections.</param>
/// <param name="Pinned">Whether servers get the first core and the generator the others.</param>
/// <param name="With">More options for daypass-server.</param>
internal sealed record LoadOptions(string Server, int Rounds, TimeSpan Length, int Connections, bool Pinned, IReadOnlyList<string> With)
{
    /// <summary>Before the first round each server answers this many requests, so that its code is compiled with its profile...</summary>
    public const int WarmUpRequests = 200_000;

    /// <summary>...but is not driven longer than so many rounds of <see cref="WarmUpRound"/>.</summary>
    public const int MostWarmUpRounds = 10;

    /// <summary>The pause between them lets the compiler have the server's core.</summary>
    public static readonly TimeSpan WarmUpRound = TimeSpan.FromSeconds(3);
}
