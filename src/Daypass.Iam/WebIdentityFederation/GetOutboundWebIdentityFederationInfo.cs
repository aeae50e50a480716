namespace Daypass.Iam.WebIdentityFederation;

/// <summary>Says under which issuer the account's tokens for services outside are.</summary>
internal sealed class GetOutboundWebIdentityFederationInfo(IamServices iam)
    : IamAccountOperation<GetOutboundWebIdentityFederationInfoRequest, GetOutboundWebIdentityFederationInfoResponse>(iam)
{
    protected override ValueTask<Result<GetOutboundWebIdentityFederationInfoResponse>> Handle(
        GetOutboundWebIdentityFederationInfoRequest input, OperationContext context) =>
        Iam.Outbound.Find(context.Caller.Account, context.Cancelled)
            .Then(static issuer => new GetOutboundWebIdentityFederationInfoResponse { IssuerIdentifier = issuer, JwtVendingEnabled = true });
}
