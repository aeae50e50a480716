using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Sts;

/// <summary>Get temporary credentials for the calling user itself, with or without MFA.</summary>
[Operation("GetSessionToken", Service.Sts, Output = typeof(GetSessionTokenResponse), Errors = [ErrorCode.RegionDisabled])]
public sealed partial record GetSessionTokenRequest
{
    /// <summary>The lifetime of the credentials in seconds, 900 to 129600; 43200 by default, 3600 at most for root.</summary>
    [DurationSeconds]
    public int? DurationSeconds { get; init; }

    /// <summary>The serial number or ARN of the caller's MFA device.</summary>
    [SerialNumber]
    public string? SerialNumber { get; init; }

    /// <summary>The six digits the MFA device shows.</summary>
    [TokenCode]
    public string? TokenCode { get; init; }

    /// <summary>Pad the session token to at least this many bytes.</summary>
    [MinimumSessionTokenSize]
    public int? MinimumSessionTokenSize { get; init; }
}

/// <summary>What GetSessionToken answers.</summary>
[OperationOutput]
public sealed partial record GetSessionTokenResponse
{
    /// <summary>The credentials.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>The size of the session token in bytes.</summary>
    public int? SessionTokenSize { get; init; }

    /// <summary>How much of the largest session token this one takes, in percent.</summary>
    public int? SessionTokenUtilization { get; init; }
}
