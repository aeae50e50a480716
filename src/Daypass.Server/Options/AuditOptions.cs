namespace Daypass.Server.Options;

/// <summary>How calls are put on record.</summary>
public sealed record AuditOptions
{
    /// <summary>The value of <see cref="Path"/> that keeps no record.</summary>
    public const string Nowhere = "none";

    /// <summary>The file; <c>audit.jsonl</c> in the data folder when null, no record when <see cref="Nowhere"/>.</summary>
    public string? Path { get; init; }

    /// <summary>Serves calls even while records cannot be written.</summary>
    public bool MayFail { get; init; }

    /// <summary>Waits for the disk, not only for the operating system, before a call is answered whose record has to be kept.</summary>
    public bool Sync { get; init; }

    /// <summary>Records who is behind a session by trusted identity propagation: subject, issuer and the other claims, which are personal.</summary>
    public bool ShowsOrigin { get; init; }
}
