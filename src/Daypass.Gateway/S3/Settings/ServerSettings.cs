namespace Daypass.Gateway.S3.Settings;

/// <summary>The Daypass server that a gateway works with.</summary>
internal sealed record ServerSettings
{
    /// <summary>Its URL.</summary>
    public required Uri Url { get; init; }

    /// <summary>Whether calls of STS and IAM that come to the gateway are handed to it.</summary>
    public bool TakesCalls { get; init; }

    /// <summary>How long known callers are served while it is away.</summary>
    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a request waits for it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);
}
