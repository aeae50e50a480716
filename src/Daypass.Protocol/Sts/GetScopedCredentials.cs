using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Sts;

/// <summary>Get credentials of the calling session that may do less, or end sooner, than the ones that ask.</summary>
[Operation("GetScopedCredentials", Service.Sts, Output = typeof(GetScopedCredentialsResponse),
    Errors =
    [
        ErrorCode.MalformedPolicyDocument, ErrorCode.PackedPolicyTooLarge, ErrorCode.InsufficientSessionLifetime, ErrorCode.InvalidSubjectCredentials,
    ])]
public sealed partial record GetScopedCredentialsRequest
{
    /// <summary>A policy document that limits the session further; at most 2048 characters. A session has three of them at most.</summary>
    [SessionPolicyDocument]
    public string? Policy { get; init; }

    /// <summary>The lifetime of the credentials in seconds, 1 to 129600; by default they end when the calling session does.</summary>
    [Between(1, 129600)]
    public int? DurationSeconds { get; init; }

    /// <summary>Pad the session token to at least this many bytes.</summary>
    [MinimumSessionTokenSize]
    public int? MinimumSessionTokenSize { get; init; }

    /// <summary>What the credentials are for, for the audit; at most 256 characters.</summary>
    [Length(0, 256)]
    public string? ScopedSessionDescription { get; init; }
}

/// <summary>What GetScopedCredentials answers.</summary>
[OperationOutput]
public sealed partial record GetScopedCredentialsResponse
{
    /// <summary>The credentials.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>Whose session it is: that of the caller.</summary>
    public ScopedSession? SessionInfo { get; init; }

    /// <summary>How much of the largest session token this one takes, in percent.</summary>
    public int? SessionTokenUtilization { get; init; }

    /// <summary>The size of the session token in bytes.</summary>
    public int? SessionTokenSize { get; init; }

    /// <summary>How many scope down policies the session has.</summary>
    public int? ScopedPoliciesCount { get; init; }

    /// <summary>The source identity, when the caller has one.</summary>
    public string? SourceIdentity { get; init; }
}

/// <summary>The session that was made narrower.</summary>
[QueryOutput]
public sealed partial record ScopedSession
{
    /// <summary>The <c>aws:userid</c> of the caller.</summary>
    public required string ScopedSessionId { get; init; }

    /// <summary>The ARN of the caller.</summary>
    public required string Arn { get; init; }
}
