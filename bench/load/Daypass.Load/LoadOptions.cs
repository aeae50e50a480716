namespace Daypass.Load;

/// <summary>What a run measures and for how long.</summary>
/// <param name="Server">Full path of daypass-server.dll.</param>
/// <param name="Rounds">Pairs of rounds.</param>
/// <param name="Length">How long each round lasts.</param>
/// <param name="Connections">Keep-alive connections.</param>
/// <param name="Pinned">Whether servers get the first core and the generator the others.</param>
internal sealed record LoadOptions(string Server, int Rounds, TimeSpan Length, int Connections, bool Pinned)
{
    /// <summary>Before the first round each server is driven this long, so that its code is compiled with its profile.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(5);
}
