namespace Daypass.Iam.Operations;

/// <summary>An operation that makes an entity; it is asked about by the ARN to be.</summary>
/// <param name="iam">What IAM's operations share.</param>
/// <param name="resource">The kind of entity.</param>
/// <param name="placeOf">The path (null is <c>/</c>) and the name of the entity to be.</param>
/// <param name="keys">The condition keys of the permission.</param>
/// <param name="tagAction">The action that is needed too when the request passes tags.</param>
internal abstract class CreateOperation<TInput, TOutput>(
    IamServices iam, IamResource resource, Func<TInput, (string? Path, string Name)> placeOf, PermissionKeys keys =
        PermissionKeys.None, string? tagAction = null)
    : UntargetedOperation<TInput, TOutput>(iam, new IamPermission(TInput.Operation.Name, resource, IamScope.New, keys) { TagAction = tagAction })
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    /// <inheritdoc/>
    protected sealed override string ResourceOf(TInput input, string account)
    {
        var (path, name) = placeOf(input);
        return Iam.Arns.Iam(account, resource.Type, path ?? "/", name);
    }
}
