namespace Daypass.Protocol.Sts;

/// <summary>What limits the session of a federated caller, however it proved who it is.</summary>
public abstract record FederatedSessionRequest
{
    /// <summary>Managed policies that limit the session; at most ten.</summary>
    [PolicyDescriptors]
    public IReadOnlyList<PolicyDescriptor> PolicyArns { get; init; } = [];

    /// <summary>A policy document that limits the session; at most 2048 characters.</summary>
    [SessionPolicyDocument]
    public string? Policy { get; init; }

    /// <summary>The lifetime of the credentials in seconds, 900 up to the role's maximum; 3600 by default.</summary>
    [RoleDurationSeconds]
    public int? DurationSeconds { get; init; }

    /// <summary>Pad the session token to at least this many bytes.</summary>
    [MinimumSessionTokenSize]
    public int? MinimumSessionTokenSize { get; init; }
}
