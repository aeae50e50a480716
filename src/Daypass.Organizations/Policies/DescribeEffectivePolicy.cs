namespace Daypass.Organizations.Policies;

/// <summary>Answers that there is none: control policies decide level by level and are never put together, and no other type is here.</summary>
internal sealed class DescribeEffectivePolicy(OrganizationServices services)
    : OrganizationOperation<DescribeEffectivePolicyRequest, DescribeEffectivePolicyResponse>(
        services, ResourceNames.Account, KeyNames.ShownResourceTag, KeyNames.PolicyType)
{
    protected override bool IsForMembers => true;

    protected override IReadOnlyList<string> Named(DescribeEffectivePolicyRequest input) => input.TargetId is { } id ? [id] : [];

    protected override string? PolicyTypeOf(DescribeEffectivePolicyRequest input) => input.PolicyType;

    protected override async ValueTask<Result<DescribeEffectivePolicyResponse>> Handle(
        DescribeEffectivePolicyRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        if (input.TargetId is { } id && id != context.Caller.Account)
        {
            return !target.Manages ? OrganizationsErrors.NotManagement
                : await OrganizationParts.FindMember(Services.Store, organization, id, context.Cancelled) is null ? OrganizationsErrors.TargetNotFound
                : OrganizationsErrors.EffectivePolicyNotFound;
        }

        return OrganizationsErrors.EffectivePolicyNotFound;
    }
}
