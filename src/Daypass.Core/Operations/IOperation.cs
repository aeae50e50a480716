using Daypass.Core.Authorization;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Operations;

/// <summary>One operation of STS or IAM. The road calls <see cref="Handle"/> only after the policy engine allowed all that <see cref="Demand"/> asked for.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
public interface IOperation<in TInput, TOutput>
{
    /// <summary>What the caller must be allowed to do, or an earlier refusal. Condition keys of this request go into <see cref="OperationContext.Keys"/>.</summary>
    ValueTask<Result<AccessList>> Demand(TInput input, OperationContext context);

    /// <summary>Does the work.</summary>
    ValueTask<Result<TOutput>> Handle(TInput input, OperationContext context);
}
