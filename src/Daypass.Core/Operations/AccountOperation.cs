using Daypass.Core.Authorization;
using Daypass.Core.Requests;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Query;

namespace Daypass.Core.Operations;

/// <summary>An operation that acts on no resource of its own: its permission is asked about <c>*</c>.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
public abstract class AccountOperation<TInput, TOutput> : Operation<TInput, NoTarget, TOutput>
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    private readonly Demand<NoTarget> _demand = new([new Access(TInput.Operation.Permission, "*")], default);

    /// <inheritdoc/>
    protected sealed override ValueTask<Result<Demand<NoTarget>>> Resolve(TInput request, OperationContext context)
    {
        AddKeys(context);
        return new(_demand);
    }

    /// <summary>Adds the condition keys of this request.</summary>
    protected virtual void AddKeys(OperationContext context)
    {
    }

    /// <summary>Does the work.</summary>
    protected abstract ValueTask<Result<TOutput>> Handle(TInput input, OperationContext context);

    /// <inheritdoc/>
    protected sealed override ValueTask<Result<TOutput>> Handle(TInput request, NoTarget target, OperationContext context) => Handle(request, context);
}
