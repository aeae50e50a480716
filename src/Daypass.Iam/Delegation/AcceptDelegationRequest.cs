namespace Daypass.Iam.Delegation;

/// <summary>Lends the permissions of the caller.</summary>
internal sealed class AcceptDelegationRequest(IamServices iam)
    : DelegationRequestOperation<AcceptDelegationRequestRequest, NoOutput>(iam, static input => input.DelegationRequestId)
{
    protected override ValueTask<Result<NoOutput>> Handle(AcceptDelegationRequestRequest input, OperationContext context) =>
        Iam.Delegations.Accept(input.DelegationRequestId, context).WithoutOutput();
}
