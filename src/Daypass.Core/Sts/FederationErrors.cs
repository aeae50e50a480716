using Daypass.Protocol.Errors;

namespace Daypass.Core.Sts;

/// <summary>What the unsigned operations refuse beside the errors every STS operation has.</summary>
internal static class FederationErrors
{
    /// <summary>The role's account has no SAML provider of that ARN.</summary>
    public static AwsError NoSamlProvider() =>
        StsErrors.InvalidSamlResponse("Specified provider doesn't exist", "AuthSamlManifestNotFoundException") with { Reason = "DP-SAML-01: no such provider in the role's account" };

    /// <summary>An assertion for one use was used. The text is ours: AWS lets it be used again.</summary>
    public static AwsError AssertionIsUsed { get; } = new(ErrorCode.InvalidIdentityToken, 400, "Response has already been used") { Reason = "DP-SAML-70: the assertion was redeemed before" };
}
