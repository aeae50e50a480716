using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Sts;

/// <summary>Get a signed JSON Web Token that proves to an outside service who the caller is.</summary>
[Operation("GetWebIdentityToken", Service.Sts, Output = typeof(GetWebIdentityTokenResponse),
    Errors = [ErrorCode.SessionDurationEscalation, ErrorCode.OutboundWebIdentityFederationDisabled, ErrorCode.JwtPayloadSizeExceeded])]
public sealed partial record GetWebIdentityTokenRequest
{
    /// <summary>Whom the token is for; one to ten.</summary>
    [Count(1, 10), Length(1, 1000)]
    public required IReadOnlyList<string> Audience { get; init; }

    /// <summary>The lifetime of the token in seconds, 60 to 3600; 300 by default.</summary>
    [Between(60, 3600)]
    public int? DurationSeconds { get; init; }

    /// <summary>The algorithm of the signature: RS256 or ES384.</summary>
    [Length(5, 5)]
    public required string SigningAlgorithm { get; init; }

    /// <summary>Tags that become claims of the token.</summary>
    [Tags]
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Whose name the token bears: the caller's own, or that of the person or workload behind its session.</summary>
    [OneOf("AWSIdentity", "OriginIdentity")]
    public string? SubjectMode { get; init; }

    /// <summary>The scope claim, values separated by single spaces; only with OriginIdentity and one audience.</summary>
    [Length(1, 2048)]
    public string? Scope { get; init; }
}

/// <summary>What GetWebIdentityToken answers.</summary>
[OperationOutput]
public sealed partial record GetWebIdentityTokenResponse
{
    /// <summary>The token.</summary>
    [Sensitive]
    public string? WebIdentityToken { get; init; }

    /// <summary>When the token ends.</summary>
    [Milliseconds]
    public DateTimeOffset? Expiration { get; init; }
}
