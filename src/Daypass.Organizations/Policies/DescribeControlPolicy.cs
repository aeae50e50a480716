namespace Daypass.Organizations.Policies;

/// <summary>Describes a policy, with its text.</summary>
internal sealed class DescribeControlPolicy(OrganizationServices services)
    : OrganizationOperation<DescribeControlPolicyRequest, DescribeControlPolicyResponse>(
        services, ResourceNames.Policy, KeyNames.ShownResourceTag, KeyNames.PolicyType)
{
    protected override IReadOnlyList<string> Named(DescribeControlPolicyRequest input) => [input.PolicyId];

    protected override async ValueTask<Result<DescribeControlPolicyResponse>> Handle(
        DescribeControlPolicyRequest input, OrganizationTarget target, Organization organization, OperationContext context) =>
        await OrganizationParts.FindPolicy(Services.Store, organization, input.PolicyId, context.Cancelled) is { } policy
            ? new DescribeControlPolicyResponse { Policy = Services.Answers.Of(policy, organization) }
            : OrganizationsErrors.PolicyNotFound;
}
