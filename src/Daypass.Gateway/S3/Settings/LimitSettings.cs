namespace Daypass.Gateway.S3.Settings;

/// <summary>The limits of a gateway.</summary>
internal sealed record LimitSettings
{
    /// <summary>The longest body of one upload or part, in bytes: S3's own limit.</summary>
    public long Object { get; init; } = 5L * 1024 * 1024 * 1024;

    /// <summary>How many connections clients may hold; as many as the process may open files for when null.</summary>
    public int? Connections { get; init; }
}
