namespace Daypass.Iam.Delegation;

/// <summary>Refuses a delegation request.</summary>
internal sealed class RejectDelegationRequest(IamServices iam)
    : DelegationRequestOperation<RejectDelegationRequestRequest, NoOutput>(iam, static input => input.DelegationRequestId)
{
    protected override ValueTask<Result<NoOutput>> Handle(RejectDelegationRequestRequest input, OperationContext context) =>
        Iam.Delegations.Reject(input.DelegationRequestId, input.Notes, context).WithoutOutput();
}
