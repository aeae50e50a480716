using Daypass.Verifier.Refusals;

namespace Daypass.Gateway.Files;

/// <summary>What the head of the file says for all routes.</summary>
internal sealed record RouteDefaults
{
    /// <summary>The name that callers sign for; null when each route says its own.</summary>
    public string? Service { get; init; }

    /// <summary>The region; likewise.</summary>
    public string? Region { get; init; }

    /// <summary>The account the service belongs to.</summary>
    public required string Account { get; init; }

    /// <summary>The form of refusals.</summary>
    public RefusalFormat Refusals { get; init; }
}
