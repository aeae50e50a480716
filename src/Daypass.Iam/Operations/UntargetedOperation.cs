namespace Daypass.Iam.Operations;

/// <summary>An operation that acts on nothing it has to find before permission is asked for.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
internal abstract class UntargetedOperation<TInput, TOutput>(IamServices iam, IamPermission permission)
    : IamOperation<TInput, NoTarget, TOutput>(iam, permission)
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    /// <inheritdoc/>
    protected sealed override ValueTask<Result<Demand<NoTarget>>> Resolve(TInput request, OperationContext context) =>
        new(Require(new PermissionSubject(ResourceOf(request, context.Caller.Account), context.Caller.Account), default, request, context));

    /// <summary>The ARN that the permission is asked about, or <c>*</c>.</summary>
    protected abstract string ResourceOf(TInput input, string account);

    /// <summary>Does the work.</summary>
    protected abstract ValueTask<Result<TOutput>> Handle(TInput input, OperationContext context);

    /// <inheritdoc/>
    protected sealed override ValueTask<Result<TOutput>> Handle(TInput request, NoTarget target, OperationContext context) => Handle(request, context);
}

/// <summary>An operation on the account as a whole; its resource is <c>*</c>.</summary>
internal abstract class IamAccountOperation<TInput, TOutput>(IamServices iam)
    : UntargetedOperation<TInput, TOutput>(iam, new IamPermission(TInput.Operation.Name, IamResource.Account, IamScope.Account))
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    /// <inheritdoc/>
    protected sealed override string ResourceOf(TInput input, string account) => "*";
}

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
