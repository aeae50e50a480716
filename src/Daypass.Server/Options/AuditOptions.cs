namespace Daypass.Server.Options;

/// <summary>How calls are put on record.</summary>
public sealed record AuditOptions
{
    /// <summary>The one of <see cref="Targets"/> that keeps no record.</summary>
    public const string Nowhere = "none";

    /// <summary>Where records go, all of them to each: paths of files and pipes, <c>-</c>, <c>syslog</c>, <c>journald</c>, URLs. <c>audit.jsonl</c> in the data
    /// folder when there is none; no record for <see cref="Nowhere"/>.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Serves calls even while records cannot be written.</summary>
    public bool MayFail { get; init; }

    /// <summary>Waits for the disk, not only for the operating system, before a call is answered whose record has to be kept.</summary>
    public bool Sync { get; init; }

    /// <summary>Records who is behind a session by trusted identity propagation: subject, issuer and the other claims, which are personal.</summary>
    public bool ShowsOrigin { get; init; }

    /// <summary>The size at which the server puts a file aside and begins a new one; null for never.</summary>
    public long? RotateSize { get; init; }

    /// <summary>The age at which it does; null for never.</summary>
    public TimeSpan? RotateEvery { get; init; }

    /// <summary>How many of the files put aside it keeps; null for all.</summary>
    public int? RotateKeep { get; init; }

    /// <summary>Where records wait for a collector; <c>audit-spool</c> in the data folder when null.</summary>
    public string? SpoolFolder { get; init; }

    /// <summary>How many bytes of them may wait.</summary>
    public long SpoolBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary>A file with a bearer token for the collector, or null.</summary>
    public string? PushTokenFile { get; init; }

    /// <summary>A PEM file of the roots that the collector's certificate may come from, or null for the system's.</summary>
    public string? PushRootsFile { get; init; }

    /// <summary>Whether records go to the standard output, where then nothing else may go.</summary>
    internal bool UsesStandardOutput => Targets.Any(IsStandardOutput);

    /// <summary>Whether a target is the standard output.</summary>
    internal static bool IsStandardOutput(string target) => target is "-" or "/dev/stdout" or "/proc/self/fd/1";
}
