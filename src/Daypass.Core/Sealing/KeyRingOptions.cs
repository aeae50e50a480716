namespace Daypass.Core.Sealing;

/// <summary>How the keys of the ring live.</summary>
public sealed record KeyRingOptions
{
    /// <summary>How often each node reads the ring when nothing tells it to.</summary>
    public TimeSpan ReloadInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a key is published before it issues; every node has read the ring by then.</summary>
    public TimeSpan Propagation { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How old an issuing key becomes before the ring replaces it by itself.</summary>
    public TimeSpan RotateEvery { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a replaced key still verifies: the longest life of anything sealed (36 hours), and an hour for clocks.</summary>
    public TimeSpan ValidateFor { get; init; } = TimeSpan.FromHours(37);

    /// <summary>How long the public half of a signing key is published before it signs; verifiers may keep the key set for five minutes.</summary>
    public TimeSpan JwtPropagation { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How old a signing key becomes before the ring replaces it by itself.</summary>
    public TimeSpan RotateJwtEvery { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long the public half of a replaced signing key stays published: the longest life of a web identity token (an hour), and an hour for
    /// clocks.</summary>
    public TimeSpan ValidateJwtFor { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How old the key of audit records becomes before the ring replaces it by itself; a replaced one goes on verifying.</summary>
    public TimeSpan RotateAuditEvery { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The shortest time between two readings because of a key number that is not known: bounds what forged numbers can cost.</summary>
    public TimeSpan ReloadNoFasterThan { get; init; } = TimeSpan.FromSeconds(1);
}
