namespace Daypass.Iam.WebIdentityFederation;

/// <summary>Ends that the account's principals get signed tokens for services outside.</summary>
internal sealed class DisableOutboundWebIdentityFederation(IamServices iam) : IamAccountOperation<DisableOutboundWebIdentityFederationRequest, NoOutput>(iam)
{
    protected override ValueTask<Result<NoOutput>> Handle(DisableOutboundWebIdentityFederationRequest input, OperationContext context) =>
        Iam.Outbound.Disable(context.Caller.Account, context.Cancelled).WithoutOutput();
}
