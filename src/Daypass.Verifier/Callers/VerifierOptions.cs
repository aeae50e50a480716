namespace Daypass.Verifier.Callers;

/// <summary>How much a verifier keeps, and for how long it goes on without the server.</summary>
public sealed record VerifierOptions
{
    /// <summary>How many questions may wait for each that is under way.</summary>
    private const int QueueFactor = 16;

    /// <summary>For how long requests of known callers are served while the server cannot be reached; afterwards all are refused with 503.</summary>
    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many callers are kept.</summary>
    public int MostCallers { get; init; } = 10_000;

    /// <summary>How many resources are kept: those with a policy of their own, and for all others what they are in.</summary>
    public int MostResources { get; init; } = 10_000;

    /// <summary>How many questions about callers are under way at once; more wait for their turn.</summary>
    public int MostQuestions { get; init; } = 32;

    /// <summary>How many may wait.</summary>
    internal int MostWaiting => MostQuestions * QueueFactor;

    /// <summary>For how long a refusal is remembered, so that a client that repeats itself does not ask the server each time.</summary>
    public TimeSpan RefusalLife { get; init; } = TimeSpan.FromSeconds(2);
}
