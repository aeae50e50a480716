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
