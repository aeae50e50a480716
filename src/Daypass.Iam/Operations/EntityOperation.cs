namespace Daypass.Iam.Operations;

/// <summary>An operation on an entity of the caller's account that the request names.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="T">The kind of entity.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
/// <param name="iam">What IAM's operations share.</param>
/// <param name="nameOf">The name the request gives.</param>
/// <param name="keys">The condition keys of the permission.</param>
internal abstract class EntityOperation<TInput, T, TOutput>(IamServices iam, Func<TInput, string> nameOf, PermissionKeys keys = PermissionKeys.None)
    : IamOperation<TInput, Found<T>, TOutput>(iam, new IamPermission(TInput.Operation.Name, IamResource.For(T.Kind), IamScope.Existing, keys))
    where TInput : IOperationInput<TInput, TOutput>
    where T : class, IEntity<T>
    where TOutput : IOperationOutput<TOutput>
{
    /// <summary>The name the request gives.</summary>
    protected Func<TInput, string> NameOf => nameOf;

    /// <inheritdoc/>
    protected sealed override async ValueTask<Result<Demand<Found<T>>>> Resolve(TInput request, OperationContext context)
    {
        var (entity, subject) = await Find<T>(nameOf(request), context);
        return Require(subject, new Found<T>(entity), request, context, AlsoNeeded(request, subject, entity));
    }

    /// <summary>Accesses the request needs beside the permission itself.</summary>
    protected virtual Access[] AlsoNeeded(TInput input, PermissionSubject subject, T? entity) => [];

    /// <summary>What is wrong with the request whatever it names; asked before anything is said of what is not there.</summary>
    protected virtual AwsError? Validate(TInput input, OperationContext context) => null;

    /// <summary>Does the work on the entity that was authorized.</summary>
    protected abstract ValueTask<Result<TOutput>> Handle(TInput input, T entity, OperationContext context);

    /// <inheritdoc/>
    protected sealed override ValueTask<Result<TOutput>> Handle(TInput request, Found<T> target, OperationContext context) =>
        Validate(request, context) is { } refusal ? new(refusal)
        : target.Item is { } entity ? Handle(request, entity, context)
        : new(EntityMessages.Unknown(T.Kind, nameOf(request)));
}
