namespace Daypass.Iam.Delegation;

/// <summary>Describes a delegation request and, when asked, says whether the caller has itself what it would lend.</summary>
internal sealed class GetDelegationRequest(IamServices iam)
    : DelegationRequestOperation<GetDelegationRequestRequest, GetDelegationRequestResponse>(iam, static input => input.DelegationRequestId)
{
    protected override ValueTask<Result<GetDelegationRequestResponse>> Handle(GetDelegationRequestRequest input, OperationContext context) =>
        Iam.Delegations.Find(input.DelegationRequestId, context).Then(request => new GetDelegationRequestResponse
        {
            DelegationRequest = request.ToWire(),
            PermissionCheckStatus = input.DelegationPermissionCheck == true ? "COMPLETE" : null,
            PermissionCheckResult = input.DelegationPermissionCheck == true ? DelegationCheck.Check(request, context) : null,
        });
}
