using Daypass.Core.Authorization;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam;

/// <summary>An IAM operation: its permission stands in <see cref="IamPermissions"/>, <see cref="Target"/> says what it acts on, <see cref="Handle"/> does the work.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
internal abstract class IamOperation<TInput, TOutput>(IamParts iam) : IOperation<TInput, TOutput>
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    private readonly IamPermission _permission = IamPermissions.Of(TInput.Operation.Name);

    /// <summary>What IAM's operations share.</summary>
    protected IamParts Iam { get; } = iam;

    /// <inheritdoc/>
    public virtual ValueTask<Result<AccessList>> Demand(TInput input, OperationContext context) => Iam.Demands.For(_permission, Target(input), context);

    /// <inheritdoc/>
    public abstract ValueTask<Result<TOutput>> Handle(TInput input, OperationContext context);

    /// <summary>What the request names, as far as the permission depends on it.</summary>
    protected abstract IamTarget Target(TInput input);

    /// <summary>The page a list request asks for.</summary>
    protected static PageRequest PageOf(OperationContext context, string? marker, int? maxItems) =>
        PageRequest.Of(TInput.Operation, context, marker, maxItems);
}
