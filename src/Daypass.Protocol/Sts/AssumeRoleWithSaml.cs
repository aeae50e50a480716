using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Sts;

/// <summary>Get temporary credentials for a role by the assertion of a SAML identity provider.</summary>
[Operation("AssumeRoleWithSAML", Service.Sts, Output = typeof(AssumeRoleWithSamlResponse), Unsigned = true,
    Errors =
    [
        ErrorCode.MalformedPolicyDocument, ErrorCode.PackedPolicyTooLarge, ErrorCode.IdpRejectedClaim, ErrorCode.InvalidIdentityToken,
        ErrorCode.ExpiredToken, ErrorCode.RegionDisabled
    ])]
public sealed partial record AssumeRoleWithSamlRequest : FederatedSessionRequest
{
    /// <summary>The ARN of the role to assume.</summary>
    [Arn]
    public required string RoleArn { get; init; }

    /// <summary>The ARN of the SAML provider in IAM that describes the identity provider.</summary>
    [Arn]
    public required string PrincipalArn { get; init; }

    /// <summary>The SAML response of the identity provider, in base64.</summary>
    [WireName("SAMLAssertion"), Length(4, 100000), Sensitive]
    public required string SamlAssertion { get; init; }
}

/// <summary>What AssumeRoleWithSAML answers.</summary>
[OperationOutput]
public sealed partial record AssumeRoleWithSamlResponse
{
    /// <summary>The credentials.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>The session.</summary>
    public AssumedRoleUser? AssumedRoleUser { get; init; }

    /// <summary>How much of the room for policies and tags is taken, in percent; absent when there are none.</summary>
    public int? PackedPolicySize { get; init; }

    /// <summary>The NameID of the assertion's subject.</summary>
    public string? Subject { get; init; }

    /// <summary>The format of the NameID, such as <c>persistent</c>.</summary>
    public string? SubjectType { get; init; }

    /// <summary>The issuer of the assertion.</summary>
    public string? Issuer { get; init; }

    /// <summary>The recipient named by the assertion's subject confirmation.</summary>
    public string? Audience { get; init; }

    /// <summary>A hash of issuer, account and provider that makes the subject unique.</summary>
    public string? NameQualifier { get; init; }

    /// <summary>The source identity, when one is set or inherited.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The size of the session token in bytes.</summary>
    public int? SessionTokenSize { get; init; }

    /// <summary>How much of the largest session token this one takes, in percent.</summary>
    public int? SessionTokenUtilization { get; init; }

    /// <summary>What stays with the session as trusted context; absent when nothing does.</summary>
    public TrustedIdentityPropagationContext? TrustedIdentityPropagationContext { get; init; }
}
