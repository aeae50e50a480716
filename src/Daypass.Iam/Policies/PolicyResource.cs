using Daypass.Core.Directory;
using Daypass.Protocol;

namespace Daypass.Iam.Policies;

/// <summary>Managed policies, as requests name them.</summary>
internal sealed class PolicyResource() : ArnResource<ManagedPolicy>(IamResource.Policy)
{
    /// <summary>The only one.</summary>
    public static PolicyResource Instance { get; } = new();

    public override ValueTask<ManagedPolicy?> Find(IDirectoryReader reader, EntityArns arns, Arn arn, CancellationToken cancelled) =>
        ManagedPolicies.Find(reader, arns, arn, cancelled);

    public override IReadOnlyList<EntityTag> TagsOf(ManagedPolicy found) => found.Tags;

    public override AwsError? Validate(ManagedPolicy? found, Arn arn, string account) =>
        !ManagedPolicies.IsPolicy(arn) ? IamErrors.NotAPolicyArn(arn.Text)
        : found is null || !ManagedPolicies.IsUsable(arn, account) ? ManagedPolicies.Unknown(arn, arn.Text)
        : null;
}

/// <summary>An operation on a managed policy.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
internal abstract class PolicyOperation<TInput, TOutput>(IamServices iam, Func<TInput, string> arnOf)
    : ArnOperation<TInput, ManagedPolicy, TOutput>(iam, PolicyResource.Instance, arnOf)
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    /// <summary>Changes the policy that was authorized.</summary>
    protected ValueTask<Result<ManagedPolicy>> Change(ManagedPolicy policy, Func<ManagedPolicy, Result<ManagedPolicy>> change, OperationContext context) =>
        Iam.Store.Change(policy, (_, current) => new(change(current)), context.Cancelled);
}
