using Daypass.Core.Operations;
using Daypass.Protocol.Verification;

namespace Daypass.Iam.ResourcePolicies;

/// <summary>An operation on the policy of a resource of one of the account's own services. Permission is asked about the resource.</summary>
internal abstract class ResourcePolicyOperation<TInput, TOutput>(IamServices iam) : Operation<TInput, NoTarget, TOutput>
    where TInput : IOperationInput<TInput, TOutput>, IResourcePolicyRequest
    where TOutput : IOperationOutput<TOutput>
{
    /// <inheritdoc/>
    public override Permission Permission { get; } = new ResourcePolicyPermission(TInput.Operation.Permission, "${ResourceArn}");

    /// <summary>What IAM's operations share.</summary>
    protected IamServices Iam { get; } = iam;

    /// <inheritdoc/>
    protected sealed override ValueTask<Result<Demand<NoTarget>>> Resolve(TInput request, OperationContext context) =>
        new((ResourcePolicyDocument.ValidateArn(request.ResourceArn, context.Caller.Account, Iam.Arns.Partition) ?? Validate(request)) is { } refusal
            ? refusal
            : new Demand<NoTarget>([new Access(Permission.Action, request.ResourceArn)], default));

    /// <summary>Refuses what is wrong with the rest of the request.</summary>
    protected virtual AwsError? Validate(TInput input) => null;

    /// <summary>Does the work.</summary>
    protected abstract ValueTask<Result<TOutput>> Handle(TInput input, OperationContext context);

    /// <inheritdoc/>
    protected sealed override ValueTask<Result<TOutput>> Handle(TInput request, NoTarget target, OperationContext context) => Handle(request, context);
}
