namespace Daypass.Iam.Delegation;

/// <summary>Sends the partner its token.</summary>
internal sealed class SendDelegationToken(IamServices iam)
    : DelegationRequestOperation<SendDelegationTokenRequest, NoOutput>(iam, static input => input.DelegationRequestId)
{
    protected override ValueTask<Result<NoOutput>> Handle(SendDelegationTokenRequest input, OperationContext context) =>
        Iam.Delegations.Send(input.DelegationRequestId, context).WithoutOutput();
}
