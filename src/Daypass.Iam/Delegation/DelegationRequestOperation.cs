namespace Daypass.Iam.Delegation;

/// <summary>An operation on a delegation request. Permission is asked about the id the request gives, whether or not there is such a one: who may see it is
/// decided by the step itself.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
/// <param name="iam">What IAM's operations share.</param>
/// <param name="idOf">The id the request gives.</param>
internal abstract class DelegationRequestOperation<TInput, TOutput>(IamServices iam, Func<TInput, string> idOf)
    : UntargetedOperation<TInput, TOutput>(iam, new IamPermission(TInput.Operation.Name, IamResource.DelegationRequest, IamScope.Existing))
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    protected sealed override string ResourceOf(TInput input, string account) => Iam.Arns.Iam(account, IamResource.DelegationRequest.Type, "/", idOf(input));
}
