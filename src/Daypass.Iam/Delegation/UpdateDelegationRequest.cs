namespace Daypass.Iam.Delegation;

/// <summary>Passes a delegation request on to someone who may approve it.</summary>
internal sealed class UpdateDelegationRequest(IamServices iam)
    : DelegationRequestOperation<UpdateDelegationRequestRequest, NoOutput>(iam, static input => input.DelegationRequestId)
{
    protected override ValueTask<Result<NoOutput>> Handle(UpdateDelegationRequestRequest input, OperationContext context) =>
        Iam.Delegations.Update(input.DelegationRequestId, input.Notes, context).WithoutOutput();
}
