namespace Daypass.Iam.Policies;

/// <summary>Deletes a managed policy that is attached to no one any more, with its default version.</summary>
internal sealed class DeletePolicy(IamServices iam) : PolicyOperation<DeletePolicyRequest, NoOutput>(iam, static input => input.PolicyArn)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeletePolicyRequest input, ManagedPolicy policy, OperationContext context) =>
        Iam.Store.Remove(
            policy,
            async (transaction, current) =>
                await transaction.CountReferrers(current.Account, Relation.Attached, input.PolicyArn, context.Cancelled) > 0
                || await transaction.CountReferrers(current.Account, Relation.Boundary, input.PolicyArn, context.Cancelled) > 0 ? IamErrors.PolicyIsAttached
                : current.Versions.Count > 1 ? IamErrors.PolicyHasVersions
                : null,
            context.Cancelled);
}
