namespace Daypass.Federation.Oidc.Keys;

/// <summary>How long fetched keys are used and how often a provider is asked.</summary>
public sealed record KeyLifetimes
{
    /// <summary>
    /// The longest that a key removed at its provider still works here while the provider can be reached; also the lifetime when the provider states
    /// none.
    /// </summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The shortest lifetime, whatever a provider asks for.</summary>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after their lifetime keys are still used when the provider cannot be reached.</summary>
    public TimeSpan StaleWhileDown { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The least time between two refreshes that a token with an unknown key id, or a signature that does not fit, may cause at one provider.
    /// </summary>
    public TimeSpan BetweenForced { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause after a first failed fetch; it doubles up to <see cref="BetweenForced"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many providers' keys are kept; beyond it the one unused longest is dropped.</summary>
    public int Providers { get; init; } = 4096;
}
