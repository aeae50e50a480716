using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Let the account issue identity tokens.</summary>
[Operation("EnableOutboundWebIdentityFederation", Service.Iam, Output = typeof(EnableOutboundWebIdentityFederationResponse),
    Errors = [ErrorCode.FeatureEnabled])]
public sealed partial record EnableOutboundWebIdentityFederationRequest;

/// <summary>What EnableOutboundWebIdentityFederation answers.</summary>
[OperationOutput]
public sealed partial record EnableOutboundWebIdentityFederationResponse
{
    /// <summary>The issuer of the account's tokens.</summary>
    public string? IssuerIdentifier { get; init; }
}

/// <summary>No longer let the account issue identity tokens.</summary>
[Operation("DisableOutboundWebIdentityFederation", Service.Iam, Errors = [ErrorCode.FeatureDisabled])]
public sealed partial record DisableOutboundWebIdentityFederationRequest;

/// <summary>Say whether the account issues identity tokens, and as whom.</summary>
[Operation("GetOutboundWebIdentityFederationInfo", Service.Iam, Output = typeof(GetOutboundWebIdentityFederationInfoResponse),
    Errors = [ErrorCode.FeatureDisabled])]
public sealed partial record GetOutboundWebIdentityFederationInfoRequest;

/// <summary>What GetOutboundWebIdentityFederationInfo answers.</summary>
[OperationOutput]
public sealed partial record GetOutboundWebIdentityFederationInfoResponse
{
    /// <summary>The issuer of the account's tokens.</summary>
    public string? IssuerIdentifier { get; init; }

    /// <summary>Whether tokens are issued.</summary>
    public bool? JwtVendingEnabled { get; init; }
}
