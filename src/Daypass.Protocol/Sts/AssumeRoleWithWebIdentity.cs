using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Sts;

/// <summary>Get temporary credentials for a role by the token of an OpenID Connect identity provider.</summary>
[Operation("AssumeRoleWithWebIdentity", Service.Sts, Output = typeof(AssumeRoleWithWebIdentityResponse), Unsigned = true,
    Errors =
    [
        ErrorCode.MalformedPolicyDocument, ErrorCode.PackedPolicyTooLarge, ErrorCode.IdpRejectedClaim, ErrorCode.IdpCommunicationError,
        ErrorCode.InvalidIdentityToken, ErrorCode.ExpiredToken, ErrorCode.RegionDisabled
    ])]
public sealed partial record AssumeRoleWithWebIdentityRequest : FederatedSessionRequest
{
    /// <summary>The ARN of the role to assume.</summary>
    [Arn]
    public required string RoleArn { get; init; }

    /// <summary>A name that marks this session in ARNs and audit logs.</summary>
    [RoleSessionName]
    public required string RoleSessionName { get; init; }

    /// <summary>The identity token of the provider.</summary>
    [Length(4, 20000), Sensitive]
    public required string WebIdentityToken { get; init; }

    /// <summary>The host of an OAuth 2.0 provider; absent for OpenID Connect.</summary>
    [Length(4, 2048)]
    public string? ProviderId { get; init; }
}

/// <summary>What AssumeRoleWithWebIdentity answers.</summary>
[OperationOutput]
public sealed partial record AssumeRoleWithWebIdentityResponse
{
    /// <summary>The credentials.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>The subject of the token.</summary>
    public string? SubjectFromWebIdentityToken { get; init; }

    /// <summary>The session.</summary>
    public AssumedRoleUser? AssumedRoleUser { get; init; }

    /// <summary>How much of the room for policies and tags is taken, in percent; absent when there are none.</summary>
    public int? PackedPolicySize { get; init; }

    /// <summary>The issuer of the token, or the provider that was named.</summary>
    public string? Provider { get; init; }

    /// <summary>The audience of the token.</summary>
    public string? Audience { get; init; }

    /// <summary>The source identity, when one is set or inherited.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The size of the session token in bytes.</summary>
    public int? SessionTokenSize { get; init; }

    /// <summary>How much of the largest session token this one takes, in percent.</summary>
    public int? SessionTokenUtilization { get; init; }

    /// <summary>What stays with the session as trusted context; absent when nothing does.</summary>
    public TrustedIdentityPropagationContext? TrustedIdentityPropagationContext { get; init; }
}
