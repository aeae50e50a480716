using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Sts;

/// <summary>Get temporary credentials for a user that the calling user or root speaks for.</summary>
[Operation("GetFederationToken", Service.Sts, Output = typeof(GetFederationTokenResponse),
    Errors = [ErrorCode.MalformedPolicyDocument, ErrorCode.PackedPolicyTooLarge, ErrorCode.RegionDisabled])]
public sealed partial record GetFederationTokenRequest
{
    /// <summary>The name of the federated user.</summary>
    [Length(2, 32), Pattern(Patterns.Name)]
    public required string Name { get; init; }

    /// <summary>A policy document that limits the session; at most 2048 characters.</summary>
    [SessionPolicyDocument]
    public string? Policy { get; init; }

    /// <summary>Managed policies that limit the session; at most ten.</summary>
    [PolicyDescriptors]
    public IReadOnlyList<PolicyDescriptor> PolicyArns { get; init; } = [];

    /// <summary>The lifetime of the credentials in seconds, 900 to 129600; 43200 by default, 3600 at most for root.</summary>
    [DurationSeconds]
    public int? DurationSeconds { get; init; }

    /// <summary>Session tags.</summary>
    [Tags]
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Pad the session token to at least this many bytes.</summary>
    [MinimumSessionTokenSize]
    public int? MinimumSessionTokenSize { get; init; }
}

/// <summary>What GetFederationToken answers.</summary>
[OperationOutput]
public sealed partial record GetFederationTokenResponse
{
    /// <summary>The credentials.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>The federated user.</summary>
    public FederatedUser? FederatedUser { get; init; }

    /// <summary>How much of the room for policies and tags is taken, in percent; 0 when there are none.</summary>
    public int? PackedPolicySize { get; init; }

    /// <summary>The size of the session token in bytes.</summary>
    public int? SessionTokenSize { get; init; }

    /// <summary>How much of the largest session token this one takes, in percent.</summary>
    public int? SessionTokenUtilization { get; init; }
}
