namespace Daypass.Iam.Operations;

/// <summary>An operation that lists entities of the caller's account, all or those below a path.</summary>
/// <param name="iam">What IAM's operations share.</param>
/// <param name="resource">The kind of entity.</param>
/// <param name="prefixOf">How the paths of those to list begin, or null for all.</param>
internal abstract class ListOperation<TInput, TOutput>(IamServices iam, IamResource resource, Func<TInput, string?> prefixOf)
    : UntargetedOperation<TInput, TOutput>(iam, new IamPermission(TInput.Operation.Name, resource, IamScope.Listed))
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    /// <inheritdoc/>
    protected sealed override string ResourceOf(TInput input, string account) => Iam.Arns.Iam(account, resource.Type, prefixOf(input) ?? "/", "");
}
