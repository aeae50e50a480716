using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Sts;

/// <summary>Get temporary credentials for a role.</summary>
[Operation("AssumeRole", Service.Sts, Output = typeof(AssumeRoleResponse),
    Errors =
    [
        ErrorCode.MalformedPolicyDocument, ErrorCode.PackedPolicyTooLarge, ErrorCode.RegionDisabled, ErrorCode.ExpiredToken,
        ErrorCode.InvalidContextAssertion
    ])]
public sealed partial record AssumeRoleRequest
{
    /// <summary>The ARN of the role to assume.</summary>
    [Arn]
    public required string RoleArn { get; init; }

    /// <summary>A name that marks this session in ARNs and audit logs.</summary>
    [RoleSessionName]
    public required string RoleSessionName { get; init; }

    /// <summary>Managed policies that limit the session; at most ten.</summary>
    [PolicyDescriptors]
    public IReadOnlyList<PolicyDescriptor> PolicyArns { get; init; } = [];

    /// <summary>A policy document that limits the session; at most 2048 characters.</summary>
    [SessionPolicyDocument]
    public string? Policy { get; init; }

    /// <summary>The lifetime of the credentials in seconds, 900 up to the role's maximum; 3600 by default.</summary>
    [RoleDurationSeconds]
    public int? DurationSeconds { get; init; }

    /// <summary>Session tags.</summary>
    [Tags]
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Keys of session tags that are passed on to the next role in a chain.</summary>
    [TagKeys]
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>The value the trust policy of the role may ask for, so that a third party is not misled.</summary>
    [Length(2, 1224), Pattern(@"[\w+=,.@:\/-]*")]
    public string? ExternalId { get; init; }

    /// <summary>The serial number or ARN of the caller's MFA device.</summary>
    [SerialNumber]
    public string? SerialNumber { get; init; }

    /// <summary>The six digits the MFA device shows.</summary>
    [TokenCode]
    public string? TokenCode { get; init; }

    /// <summary>The identity behind the session; it stays through every chained role.</summary>
    [Length(2, 256), Pattern(Patterns.Name)]
    public string? SourceIdentity { get; init; }

    /// <summary>Signed statements about the caller by trusted context providers.</summary>
    [Count(1, 5)]
    public IReadOnlyList<ProvidedContext> ProvidedContexts { get; init; } = [];

    /// <summary>Pad the session token to at least this many bytes.</summary>
    [MinimumSessionTokenSize]
    public int? MinimumSessionTokenSize { get; init; }
}

/// <summary>What AssumeRole answers.</summary>
[OperationOutput, ElementOrder(
    nameof(AssumedRoleUser), nameof(Credentials), nameof(PackedPolicySize), nameof(SourceIdentity), nameof(SessionTokenSize), nameof(SessionTokenUtilization))]
public sealed partial record AssumeRoleResponse
{
    /// <summary>The credentials.</summary>
    public required Credentials Credentials { get; init; }

    /// <summary>The session.</summary>
    public required AssumedRoleUser AssumedRoleUser { get; init; }

    /// <summary>How much of the room for policies and tags is taken, in percent; absent when there are none.</summary>
    public int? PackedPolicySize { get; init; }

    /// <summary>The source identity, when one is set or inherited.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The size of the session token in bytes.</summary>
    public int? SessionTokenSize { get; init; }

    /// <summary>How much of the largest session token this one takes, in percent.</summary>
    public int? SessionTokenUtilization { get; init; }
}
