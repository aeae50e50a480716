using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Verification;

/// <summary>Exchange a token of a registered identity provider for a web identity token of the account (RFC 8693).</summary>
/// <remarks>Daypass's own. It travels as RFC 8693 says, to <c>/oidc/ACCOUNT/token</c>; what the parameters are called there stands in
/// <see cref="OAuth.TokenExchangeForm"/>.</remarks>
[Operation("ExchangeToken", Service.Verification, Output = typeof(ExchangeTokenResponse), Unsigned = true,
    Errors =
    [
        ErrorCode.IdpCommunicationError, ErrorCode.InvalidIdentityToken, ErrorCode.ExpiredToken, ErrorCode.PackedPolicyTooLarge,
        ErrorCode.OutboundWebIdentityFederationDisabled, ErrorCode.JwtPayloadSizeExceeded
    ])]
public sealed partial record ExchangeTokenRequest
{
    /// <summary>The account that issues the token.</summary>
    [Length(12, 12), Pattern("[0-9]*")]
    public required string Account { get; init; }

    /// <summary>The ARN of the role that asks, the client_id of OAuth.</summary>
    [Arn]
    public required string RoleArn { get; init; }

    /// <summary>The token of whoever the new one is about.</summary>
    [Length(4, 20000), Sensitive]
    public required string SubjectToken { get; init; }

    /// <summary>What the subject token is: a URN of RFC 8693.</summary>
    [Length(1, 256)]
    public required string SubjectTokenType { get; init; }

    /// <summary>The token of whoever acts for the subject.</summary>
    [Length(4, 20000), Sensitive]
    public string? ActorToken { get; init; }

    /// <summary>What the actor token is: a URN of RFC 8693.</summary>
    [Length(1, 256)]
    public string? ActorTokenType { get; init; }

    /// <summary>Whom the new token is for, by names they have here.</summary>
    [Count(0, 10), Length(1, 1000)]
    public IReadOnlyList<string> Audience { get; init; } = [];

    /// <summary>Whom the new token is for, by their URIs.</summary>
    [Count(0, 10), Length(1, 1000)]
    public IReadOnlyList<string> Resource { get; init; } = [];

    /// <summary>The scope claim, values separated by single spaces.</summary>
    [Length(1, 2048)]
    public string? Scope { get; init; }

    /// <summary>What the new token is to be: a URN of RFC 8693.</summary>
    [Length(1, 256)]
    public string? RequestedTokenType { get; init; }
}

/// <summary>What ExchangeToken answers (RFC 8693, section 2.2.1).</summary>
[OperationOutput]
public sealed partial record ExchangeTokenResponse
{
    /// <summary>The new token, whatever it is.</summary>
    [WireName("access_token"), Sensitive]
    public required string AccessToken { get; init; }

    /// <summary>What the new token is: a URN of RFC 8693.</summary>
    [WireName("issued_token_type")]
    public required string IssuedTokenType { get; init; }

    /// <summary>How it is used: Bearer, or N_A for one that is no access token.</summary>
    [WireName("token_type")]
    public required string TokenType { get; init; }

    /// <summary>How many seconds it is good for.</summary>
    [WireName("expires_in")]
    public required int ExpiresIn { get; init; }

    /// <summary>The scope it has.</summary>
    [WireName("scope")]
    public string? Scope { get; init; }
}
