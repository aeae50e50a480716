using Daypass.Iam.Documents;

namespace Daypass.Iam.InlinePolicies;

/// <summary>Stores an inline policy of a user, group or role under a name, in place of one of that name whatever its case.</summary>
internal abstract class PutInlinePolicy<TInput, T>(IamServices iam, Func<TInput, string> nameOf, PermissionKeys keys)
    : EntityOperation<TInput, T, NoOutput>(iam, nameOf, keys)
    where TInput : PutInlinePolicyRequest, IOperationInput<TInput, NoOutput>
    where T : class, IGranted<T>
{
    protected sealed override AwsError? Validate(TInput input, OperationContext context) => PolicyDocuments.ValidateInline(input.PolicyDocument);

    protected sealed override ValueTask<Result<NoOutput>> Handle(TInput input, T entity, OperationContext context) =>
        Iam.Store.ChangeGrants(
            entity,
            (_, holder) =>
            {
                // A policy keeps the name it was first given, however it is spelt when it is replaced.
                var name = holder.Grants.Inline.FirstOrDefault(other => other.IsNamed(input.PolicyName))?.Name ?? input.PolicyName;
                var policies = holder.Grants.Inline.Where(other => !other.IsNamed(name))
                    .Append(new InlinePolicy(name, input.PolicyDocument))
                    .OrderBy(static policy => EntityKey.Fold(policy.Name), StringComparer.Ordinal).ToList();
                return new(PolicyDocuments.ValidateTogether(T.Kind, holder.Name, policies, Iam.Quotas) is { } tooLarge
                    ? tooLarge
                    : holder.Grants with { Inline = policies });
            },
            context.Cancelled);
}

/// <summary>Shows an inline policy of a user, group or role, under the name as it was asked for.</summary>
internal abstract class GetInlinePolicy<TInput, T, TOutput>(IamServices iam, Func<TInput, string> nameOf) : EntityOperation<TInput, T, TOutput>(iam, nameOf)
    where TInput : InlinePolicyRequest, IOperationInput<TInput, TOutput>
    where T : class, IGranted<T>
    where TOutput : IOperationOutput<TOutput>
{
    /// <summary>The answer.</summary>
    protected abstract TOutput Show(T holder, InlinePolicy policy);

    protected sealed override ValueTask<Result<TOutput>> Handle(TInput input, T entity, OperationContext context) =>
        new(entity.Grants.Inline.FirstOrDefault(policy => policy.IsNamed(input.PolicyName)) is { } found
            ? Show(entity, found with { Name = input.PolicyName })
            : EntityMessages.UnknownInline(T.Kind, input.PolicyName));
}

/// <summary>Lists the names of the inline policies of a user, group or role.</summary>
internal abstract class ListInlinePolicies<TInput, T>(IamServices iam, Func<TInput, string> nameOf)
    : EntityOperation<TInput, T, ListInlinePoliciesResponse>(iam, nameOf)
    where TInput : PagedRequest, IOperationInput<TInput, ListInlinePoliciesResponse>
    where T : class, IGranted<T>
{
    protected sealed override ValueTask<Result<ListInlinePoliciesResponse>> Handle(TInput input, T entity, OperationContext context) =>
        Iam.Page(PageRequest.From(input, context), [.. entity.Grants.Inline.Select(static policy => policy.Name)], static name => name)
            .Then(static page => page.In(new ListInlinePoliciesResponse { PolicyNames = page.Items }));
}

/// <summary>Deletes an inline policy of a user, group or role.</summary>
internal abstract class DeleteInlinePolicy<TInput, T>(IamServices iam, Func<TInput, string> nameOf, PermissionKeys keys)
    : EntityOperation<TInput, T, NoOutput>(iam, nameOf, keys)
    where TInput : InlinePolicyRequest, IOperationInput<TInput, NoOutput>
    where T : class, IGranted<T>
{
    protected sealed override ValueTask<Result<NoOutput>> Handle(TInput input, T entity, OperationContext context) =>
        Iam.Store.ChangeGrants(
            entity,
            (_, holder) =>
            {
                var kept = holder.Grants.Inline.Where(policy => !policy.IsNamed(input.PolicyName)).ToList();
                return new(kept.Count == holder.Grants.Inline.Count
                    ? EntityMessages.UnknownInline(T.Kind, input.PolicyName)
                    : holder.Grants with { Inline = kept });
            },
            context.Cancelled);
}

/// <summary>Names of inline policies.</summary>
internal static class InlinePolicyNames
{
    /// <summary>Whether a policy has this name; case does not matter.</summary>
    public static bool IsNamed(this InlinePolicy policy, string name) => EntityKey.Fold(policy.Name) == EntityKey.Fold(name);
}
