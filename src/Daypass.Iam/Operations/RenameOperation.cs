namespace Daypass.Iam.Operations;

/// <summary>An operation that renames an entity or moves it to another path: its ARN changes, its id and everything that hangs on it stays.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="T">The kind of entity.</typeparam>
/// <param name="iam">What IAM's operations share.</param>
/// <param name="nameOf">The name the request gives.</param>
/// <param name="newOf">The new path and name; null where they stay.</param>
internal abstract class RenameOperation<TInput, T>(IamServices iam, Func<TInput, string> nameOf, Func<TInput, (string? Path, string? Name)> newOf)
    : EntityOperation<TInput, T, NoOutput>(iam, nameOf)
    where TInput : IOperationInput<TInput, NoOutput>
    where T : class, IEntity<T>
{
    /// <summary>The entity under a new name and path.</summary>
    protected abstract T Renamed(T entity, string path, string name);

    /// <summary>Whoever may rename into a path or name must be trusted with it, not only with the old one (API reference, UpdateUser and
    /// UpdateGroup).</summary>
    protected sealed override Access[] AlsoNeeded(TInput input, PermissionSubject subject, T? entity)
    {
        var (path, name) = newOf(input);
        if (path is null && name is null)
        {
            return [];
        }

        var arn = Iam.Arns.Iam(subject.Account, IamResource.For(T.Kind).Type, path ?? entity?.Path ?? "/", name ?? entity?.Name ?? NameOf(input));
        return [On(Permission.Action, subject with { Arn = arn })];
    }

    protected sealed override ValueTask<Result<NoOutput>> Handle(TInput input, T entity, OperationContext context)
    {
        var (path, name) = newOf(input);
        return Iam.Store.Change(entity, (_, current) => new(Renamed(current, path ?? current.Path, name ?? current.Name)), context.Cancelled).WithoutOutput();
    }
}
