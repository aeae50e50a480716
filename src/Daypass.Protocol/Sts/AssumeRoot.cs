using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Sts;

/// <summary>Get short-lived credentials of a member account's root for one task.</summary>
[Operation("AssumeRoot", Service.Sts, Output = typeof(AssumeRootResponse), Errors = [ErrorCode.RegionDisabled, ErrorCode.ExpiredToken])]
public sealed partial record AssumeRootRequest
{
    /// <summary>The member account: its number or the ARN of its root.</summary>
    [Length(12, 2048)]
    public required string TargetPrincipal { get; init; }

    /// <summary>The managed policy that says which task the credentials are for.</summary>
    public required PolicyDescriptor TaskPolicyArn { get; init; }

    /// <summary>The lifetime of the credentials in seconds, at most 900.</summary>
    [Between(0, 900)]
    public int? DurationSeconds { get; init; }

    /// <summary>Pad the session token to at least this many bytes.</summary>
    [MinimumSessionTokenSize]
    public int? MinimumSessionTokenSize { get; init; }
}

/// <summary>What AssumeRoot answers.</summary>
[OperationOutput]
public sealed partial record AssumeRootResponse
{
    /// <summary>The credentials.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>The source identity, when one is set or inherited.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The size of the session token in bytes.</summary>
    public int? SessionTokenSize { get; init; }

    /// <summary>How much of the largest session token this one takes, in percent.</summary>
    public int? SessionTokenUtilization { get; init; }
}
