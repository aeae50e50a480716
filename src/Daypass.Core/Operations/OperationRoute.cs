using Daypass.Core.Audit;
using Daypass.Core.Authorization;
using Daypass.Core.Requests;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Query;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Operations;

/// <summary>An operation with its types put away, so that one table holds all of them.</summary>
public abstract class OperationRoute
{
    private protected OperationRoute(OperationDescription description) => (Description, Audited) = (description, new AuditedOperation(description));

    /// <summary>What the catalogue says of it.</summary>
    public OperationDescription Description { get; }

    /// <summary>What its audit record has to say of it.</summary>
    internal AuditedOperation Audited { get; }

    /// <summary>Decodes, asks, authorizes, handles and encodes; the error when one of them refused, and then nothing was written.</summary>
    internal abstract ValueTask<AwsError?> Run(QueryForm form, OperationContext context, Authorizer authorizer, Answer answer, bool json);

    /// <summary>The route of an operation.</summary>
    public static OperationRoute Of<TInput, TOutput>(IOperation<TInput, TOutput> operation)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput> => new Typed<TInput, TOutput>(operation);

    private sealed class Typed<TInput, TOutput>(IOperation<TInput, TOutput> operation) : OperationRoute(TInput.Operation)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput>
    {
        internal override async ValueTask<AwsError?> Run(QueryForm form, OperationContext context, Authorizer authorizer, Answer answer, bool json)
        {
            var input = TInput.Read(form);
            if (!input.Succeeded)
            {
                return input.Error;
            }

            var demand = await operation.Demand(input.Value, context);
            if (!demand.Succeeded)
            {
                return demand.Error;
            }

            if (await authorizer.Refuse(demand.Value, context) is { } refusal)
            {
                return refusal;
            }

            var output = await operation.Handle(input.Value, context);
            if (!output.Succeeded)
            {
                return output.Error;
            }

            if (Audited.Waits)
            {
                context.Record?.Keep(output.Value);
            }

            ResponseWriter.Success(answer.Writer, Description, output.Value, context.RequestId, json);
            return null;
        }
    }
}
