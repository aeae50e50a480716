using Daypass.Core.Authorization;
using Daypass.Core.Requests;
using Daypass.Core.Telemetry;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Query;

namespace Daypass.Core.Operations;

/// <summary>One operation of a service, with its types put away, so that one table holds all of them.</summary>
public abstract class Operation
{
    private protected Operation(OperationDescription description) => Description = description;

    /// <summary>What the catalogue says of it.</summary>
    public OperationDescription Description { get; }

    /// <summary>What a caller must be allowed to do; unsigned operations need no permission but the trust of what they act on.</summary>
    public virtual Permission Permission => new(Description.Permission);

    /// <summary>Goes through the steps of a request; the error when one of them refused, and then nothing was written.</summary>
    internal abstract ValueTask<AwsError?> Run(QueryForm form, OperationContext context, Authorizer authorizer, Answer answer, AnswerFormat format);
}

/// <summary>The steps of every request: receive, resolve, authorize, handle, encode. <see cref="Handle"/> cannot run before all that
/// <see cref="Resolve"/> asked for was allowed, and it gets what was resolved, so what was authorized is what is acted upon.</summary>
/// <typeparam name="TRequest">What was received: the request record, with the proven identity where there is one.</typeparam>
/// <typeparam name="TTarget">What the operation acts on, as it was found when permission was asked for.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
public abstract class OperationSteps<TRequest, TTarget, TOutput> : Operation
    where TOutput : IOperationOutput<TOutput>
{
    /// <summary>How often a request is resolved and authorized anew because what it acts on was changed meanwhile.</summary>
    private const int Attempts = 25;

    private protected OperationSteps(OperationDescription description) : base(description)
    {
    }

    /// <summary>Says what the caller must be allowed to do, and what it would be done to; or refuses before that.
    /// Condition keys of this request go into <see cref="OperationContext.Keys"/>.</summary>
    protected abstract ValueTask<Result<Demand<TTarget>>> Resolve(TRequest request, OperationContext context);

    /// <summary>Does the work on what was authorized. <see cref="ErrorCode.ConcurrentModification"/> says that it is no longer what it was;
    /// then the request is resolved and authorized anew, and the client hears of it only after some attempts.</summary>
    protected abstract ValueTask<Result<TOutput>> Handle(TRequest request, TTarget target, OperationContext context);

    private protected abstract ValueTask<Result<TRequest>> Receive(QueryForm form, OperationContext context);

    internal sealed override async ValueTask<AwsError?> Run(
        QueryForm form, OperationContext context, Authorizer authorizer, Answer answer, AnswerFormat format)
    {
        var request = await Receive(form, context);
        if (!request.Succeeded)
        {
            return request.Error;
        }

        var shared = context.Keys.Count;
        for (var attempt = 1; ; attempt++)
        {
            var demand = await Resolve(request.Value, context);
            if (!demand.Succeeded)
            {
                return demand.Error;
            }

            using (RequestSpans.Authorize())
            {
                if (await authorizer.Authorize(demand.Value.Accesses, context) is { } refusal)
                {
                    return refusal;
                }
            }

            context.Admitted = true;
            Result<TOutput> output;
            using (RequestSpans.Operate())
            {
                output = await Handle(request.Value, demand.Value.Target, context);
            }

            if (output.Succeeded)
            {
                context.Record?.Keep(output.Value);
                format.WriteResult(answer.Writer, Description, output.Value, context.RequestId);
                return null;
            }

            if (output.Error.Code != ErrorCode.ConcurrentModification || attempt == Attempts)
            {
                return output.Error;
            }

            context.Keys.Truncate(shared);
        }
    }
}

/// <summary>An operation whose request is signed: all but the federated ones.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TTarget">What it acts on.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
public abstract class Operation<TInput, TTarget, TOutput>() : OperationSteps<TInput, TTarget, TOutput>(TInput.Operation)
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    private protected sealed override ValueTask<Result<TInput>> Receive(QueryForm form, OperationContext context) => new(TInput.Read(form));
}
