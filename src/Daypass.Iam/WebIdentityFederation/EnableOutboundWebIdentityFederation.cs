namespace Daypass.Iam.WebIdentityFederation;

/// <summary>Lets the account's principals get signed tokens for services outside.</summary>
internal sealed class EnableOutboundWebIdentityFederation(IamServices iam)
    : IamAccountOperation<EnableOutboundWebIdentityFederationRequest, EnableOutboundWebIdentityFederationResponse>(iam)
{
    protected override ValueTask<Result<EnableOutboundWebIdentityFederationResponse>> Handle(
        EnableOutboundWebIdentityFederationRequest input, OperationContext context) =>
        Iam.Outbound.Enable(context.Caller.Account, context.Cancelled)
            .Then(static issuer => new EnableOutboundWebIdentityFederationResponse { IssuerIdentifier = issuer });
}
