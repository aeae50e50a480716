namespace Daypass.Iam.Delegation;

/// <summary>Takes a delegation request up for the caller's account.</summary>
internal sealed class AssociateDelegationRequest(IamServices iam)
    : DelegationRequestOperation<AssociateDelegationRequestRequest, NoOutput>(iam, static input => input.DelegationRequestId)
{
    protected override ValueTask<Result<NoOutput>> Handle(AssociateDelegationRequestRequest input, OperationContext context) =>
        Iam.Delegations.Associate(input.DelegationRequestId, context).WithoutOutput();
}
