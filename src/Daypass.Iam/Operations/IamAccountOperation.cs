namespace Daypass.Iam.Operations;

/// <summary>An operation on the account as a whole; its resource is <c>*</c>.</summary>
internal abstract class IamAccountOperation<TInput, TOutput>(IamServices iam)
    : UntargetedOperation<TInput, TOutput>(iam, new IamPermission(TInput.Operation.Name, IamResource.Account, IamScope.Account))
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    /// <inheritdoc/>
    protected sealed override string ResourceOf(TInput input, string account) => "*";
}
