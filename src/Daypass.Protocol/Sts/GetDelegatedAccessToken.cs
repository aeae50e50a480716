using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Sts;

/// <summary>Trade the token of an approved delegation request for credentials of the approver.</summary>
[Operation("GetDelegatedAccessToken", Service.Sts, Output = typeof(GetDelegatedAccessTokenResponse),
    Errors = [ErrorCode.ExpiredTradeInToken, ErrorCode.RegionDisabled, ErrorCode.PackedPolicyTooLarge])]
public sealed partial record GetDelegatedAccessTokenRequest
{
    /// <summary>The token that the approval sent.</summary>
    [Sensitive]
    public required string TradeInToken { get; init; }
}

/// <summary>What GetDelegatedAccessToken answers.</summary>
[OperationOutput]
public sealed partial record GetDelegatedAccessTokenResponse
{
    /// <summary>The credentials.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>How much of the room for policies and tags is taken, in percent; absent when there are none.</summary>
    public int? PackedPolicySize { get; init; }

    /// <summary>The ARN of the principal whose permissions back the credentials.</summary>
    public string? AssumedPrincipal { get; init; }
}
