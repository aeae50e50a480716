using Daypass.Protocol;

namespace Daypass.Iam.AttachedPolicies;

/// <summary>Attaches a managed policy to a user, group or role; one that is attached already stays so.</summary>
internal abstract class AttachPolicy<TInput, T>(IamServices iam, Func<TInput, string> nameOf, PermissionKeys more)
    : EntityOperation<TInput, T, NoOutput>(iam, nameOf, PermissionKeys.PolicyArn | more)
    where TInput : AttachedPolicyRequest, IOperationInput<TInput, NoOutput>
    where T : class, IGranted<T>
{
    protected sealed override IamRequestKeys KeysOf(TInput input) => new() { PolicyArn = input.PolicyArn };

    protected sealed override ValueTask<Result<NoOutput>> Handle(TInput input, T entity, OperationContext context) =>
        Iam.Store.ChangeGrants(
            entity,
            async (transaction, holder) =>
            {
                var policy = await ManagedPolicies.FindAttachable(transaction, Iam.Arns, context.Caller.Account, input.PolicyArn, context.Cancelled);
                if (!policy.Succeeded)
                {
                    return policy.Error;
                }

                if (holder.Grants.Attached.Contains(input.PolicyArn))
                {
                    return holder.Grants;
                }

                var (quota, limit) = QuotaOf(T.Kind);
                return holder.Grants.Attached.Count >= limit
                    ? IamErrors.QuotaExceeded(quota, limit)
                    : holder.Grants with { Attached = [.. holder.Grants.Attached, input.PolicyArn] };
            },
            context.Cancelled);

    private (string Quota, int Limit) QuotaOf(EntityKind holder) => holder switch
    {
        EntityKind.User => ("PoliciesPerUser", Iam.Quotas.AttachedPoliciesPerUser),
        EntityKind.Group => ("PoliciesPerGroup", Iam.Quotas.AttachedPoliciesPerGroup),
        _ => ("PoliciesPerRole", Iam.Quotas.AttachedPoliciesPerRole),
    };
}

/// <summary>Detaches a managed policy from a user, group or role.</summary>
internal abstract class DetachPolicy<TInput, T>(IamServices iam, Func<TInput, string> nameOf, PermissionKeys more)
    : EntityOperation<TInput, T, NoOutput>(iam, nameOf, PermissionKeys.PolicyArn | more)
    where TInput : AttachedPolicyRequest, IOperationInput<TInput, NoOutput>
    where T : class, IGranted<T>
{
    protected sealed override IamRequestKeys KeysOf(TInput input) => new() { PolicyArn = input.PolicyArn };

    protected sealed override ValueTask<Result<NoOutput>> Handle(TInput input, T entity, OperationContext context) =>
        Iam.Store.ChangeGrants(
            entity,
            (_, holder) => new(!Arn.TryParse(input.PolicyArn, out Arn arn) ? IamErrors.UnreadableArn
                : !ManagedPolicies.IsPolicy(arn) ? IamErrors.NotAPolicyArn(input.PolicyArn)
                : !holder.Grants.Attached.Contains(input.PolicyArn) ? IamErrors.UnknownPolicy(input.PolicyArn)
                : holder.Grants with { Attached = [.. holder.Grants.Attached.Where(attached => attached != input.PolicyArn)] }),
            context.Cancelled);
}

/// <summary>Lists the managed policies attached to a user, group or role whose path begins so.</summary>
internal abstract class ListAttachedPolicies<TInput, T>(IamServices iam, Func<TInput, string> nameOf)
    : EntityOperation<TInput, T, ListAttachedPoliciesResponse>(iam, nameOf)
    where TInput : ListAttachedPoliciesRequest, IOperationInput<TInput, ListAttachedPoliciesResponse>
    where T : class, IGranted<T>
{
    protected sealed override ValueTask<Result<ListAttachedPoliciesResponse>> Handle(TInput input, T entity, OperationContext context)
    {
        var below = input.PathPrefix ?? "/";
        var policies = entity.Grants.AttachedToWire().Where(policy => Arn.Parse(policy.PolicyArn!).ResourcePath.StartsWith(below)).ToList();
        return Iam.Page(PageRequest.From(input, context), policies, static policy => policy.PolicyArn!)
            .Then(static page => page.In(new ListAttachedPoliciesResponse { AttachedPolicies = page.Items }));
    }
}

/// <summary>Sets the permissions boundary of a user or role in place of the one there is.</summary>
internal abstract class PutBoundary<TInput, T>(IamServices iam, Func<TInput, string> nameOf, Func<TInput, string> policyOf)
    : EntityOperation<TInput, T, NoOutput>(iam, nameOf, PermissionKeys.Boundary)
    where TInput : IOperationInput<TInput, NoOutput>
    where T : class, IGranted<T>
{
    protected sealed override IamRequestKeys KeysOf(TInput input) => new() { Boundary = policyOf(input) };

    protected sealed override ValueTask<Result<NoOutput>> Handle(TInput input, T entity, OperationContext context) =>
        Iam.Store.ChangeGrants(
            entity,
            async (transaction, holder) => await Boundaries.Validate(transaction, Iam.Arns, policyOf(input), context) is { } refusal
                ? refusal
                : holder.Grants with { Boundary = policyOf(input) },
            context.Cancelled);
}

/// <summary>Takes the permissions boundary from a user or role.</summary>
internal abstract class DeleteBoundary<TInput, T>(IamServices iam, Func<TInput, string> nameOf)
    : EntityOperation<TInput, T, NoOutput>(iam, nameOf, PermissionKeys.Boundary)
    where TInput : IOperationInput<TInput, NoOutput>
    where T : class, IGranted<T>
{
    protected sealed override ValueTask<Result<NoOutput>> Handle(TInput input, T entity, OperationContext context) =>
        Iam.Store.ChangeGrants(
            entity,
            (_, holder) => new(holder.Grants.Boundary is null
                ? IamErrors.NoSuchEntity($"The {EntityMessages.Noun(T.Kind)} {holder.Name} has no permissions boundary.")
                : holder.Grants with { Boundary = null }),
            context.Cancelled);
}
