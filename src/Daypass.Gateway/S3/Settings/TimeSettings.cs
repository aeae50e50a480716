namespace Daypass.Gateway.S3.Settings;

/// <summary>How long things may take.</summary>
internal sealed record TimeSettings
{
    /// <summary>How long a store may take to accept a connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long neither side may send or take anything.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long running requests may take when the gateway stops.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it says at <c>/readyz</c> that it stops, before it does.</summary>
    public TimeSpan DrainNotice { get; init; } = TimeSpan.FromSeconds(3);
}
