using Daypass.Core.Identity;
using Daypass.Core.Requests;
using Daypass.Core.Telemetry;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Query;

namespace Daypass.Core.Operations;

/// <summary>A request together with the identity that the token or assertion in it proves.</summary>
/// <param name="Input">The request record.</param>
/// <param name="Identity">Who was proven.</param>
public readonly record struct FederatedRequest<TInput, TIdentity>(TInput Input, TIdentity Identity);

/// <summary>An operation whose request is not signed but carries a token or an assertion of an identity provider.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TIdentity">Who such a token or assertion proves.</typeparam>
/// <typeparam name="TTarget">What it acts on.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
public abstract class FederatedOperation<TInput, TIdentity, TTarget, TOutput>()
    : OperationSteps<FederatedRequest<TInput, TIdentity>, TTarget, TOutput>(TInput.Operation)
    where TInput : IOperationInput<TInput, TOutput>
    where TIdentity : FederatedIdentity
    where TOutput : IOperationOutput<TOutput>
{
    /// <summary>Proves who sends the request, or refuses.</summary>
    protected abstract ValueTask<Result<TIdentity>> Authenticate(TInput input, OperationContext context);

    private protected sealed override async ValueTask<Result<FederatedRequest<TInput, TIdentity>>> Receive(QueryForm form, OperationContext context)
    {
        var input = TInput.Read(form);
        if (!input.Succeeded)
        {
            return input.Error;
        }

        using var span = RequestSpans.Authenticate();
        var proven = await Authenticate(input.Value, context);
        if (!proven.Succeeded)
        {
            return proven.Error;
        }

        context.Authenticated(proven.Value);
        return new FederatedRequest<TInput, TIdentity>(input.Value, proven.Value);
    }
}
