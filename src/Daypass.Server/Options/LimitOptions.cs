using Daypass.Core.Throttling;

namespace Daypass.Server.Options;

/// <summary>How much callers may take of one node.</summary>
public sealed record LimitOptions
{
    /// <summary>The most connections where the operating system lets a process have so many files.</summary>
    public const int DefaultConnections = 10_000;

    /// <summary>How much each account and each address may ask.</summary>
    public AdmissionRates Rates { get; init; } = new();

    /// <summary>The most connections; null for <see cref="DefaultConnections"/>, or three quarters of the files that the process may open if that is
    /// less.</summary>
    public int? Connections { get; init; }

    /// <summary>How many bytes all bodies of more than 16 KiB may have together.</summary>
    public long BodyBytes { get; init; } = 64L * 1024 * 1024;
}
