namespace Daypass.Iam.Operations;

/// <summary>An operation on a user that the request may leave out: then it is the caller, which can be root.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
/// <param name="iam">What IAM's operations share.</param>
/// <param name="nameOf">The user name the request gives, or null.</param>
/// <param name="keys">The condition keys of the permission.</param>
internal abstract class OwnerOperation<TInput, TOutput>(IamServices iam, Func<TInput, string?> nameOf, PermissionKeys keys = PermissionKeys.None)
    : IamOperation<TInput, Found<Owner>, TOutput>(iam, new IamPermission(TInput.Operation.Name, IamResource.User, IamScope.Existing, keys))
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    /// <inheritdoc/>
    protected sealed override async ValueTask<Result<Demand<Found<Owner>>>> Resolve(TInput request, OperationContext context)
    {
        var (account, name) = (context.Caller.Account, nameOf(request));
        var owner = await Owner.Find(Iam.Store, name, context);
        if (!owner.Succeeded)
        {
            return name is null
                ? owner.Error
                : Require(new PermissionSubject(Iam.Arns.Iam(account, "user", "/", name), account) { Asked = name }, default, request, context);
        }

        return Require(owner.Value.ToSubject(Iam.Arns, name), new Found<Owner>(owner.Value), request, context);
    }

    /// <summary>What is wrong with the request whatever it names; asked before anything is said of what is not there.</summary>
    protected virtual AwsError? Validate(TInput input, OperationContext context) => null;

    /// <summary>Does the work for the user, or root, that was authorized.</summary>
    protected abstract ValueTask<Result<TOutput>> Handle(TInput input, Owner owner, OperationContext context);

    /// <inheritdoc/>
    protected sealed override ValueTask<Result<TOutput>> Handle(TInput request, Found<Owner> target, OperationContext context) =>
        Validate(request, context) is { } refusal ? new(refusal)
        : target.Item is { } owner ? Handle(request, owner, context)
        : new(EntityMessages.Unknown(EntityKind.User, nameOf(request)!));
}
