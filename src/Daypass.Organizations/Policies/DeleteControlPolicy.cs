namespace Daypass.Organizations.Policies;

/// <summary>Deletes a policy that is attached to nothing.</summary>
internal sealed class DeleteControlPolicy(OrganizationServices services)
    : OrganizationOperation<DeleteControlPolicyRequest, NoOutput>(services, ResourceNames.Policy, KeyNames.ShownResourceTag, KeyNames.PolicyType)
{
    protected override IReadOnlyList<string> Named(DeleteControlPolicyRequest input) => [input.PolicyId];

    protected override ValueTask<Result<NoOutput>> Handle(
        DeleteControlPolicyRequest input, OrganizationTarget target, Organization organization, OperationContext context) => Services.Write<NoOutput>(
        target,
        async (transaction, organization) =>
        {
            if (await OrganizationParts.FindPolicy(transaction, organization, input.PolicyId, context.Cancelled) is not { } policy)
            {
                return OrganizationsErrors.PolicyNotFound;
            }

            if (policy.AwsManaged)
            {
                return OrganizationsErrors.InvalidInput("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.");
            }

            // Roots and accounts stand under no account, units under their organisation.
            if (await transaction.CountReferrers("", Relation.Controlled, policy.Id, context.Cancelled) > 0
                || await transaction.CountReferrers(organization.Id, Relation.Controlled, policy.Id, context.Cancelled) > 0)
            {
                return OrganizationsErrors.PolicyInUse;
            }

            OrganizationServices.Expect(await transaction.TryDelete(policy, context.Cancelled));
            return NoOutput.Instance;
        },
        context.Cancelled);
}
