namespace Daypass.Organizations.Policies;

/// <summary>Lists the policies of a type, AWS's first.</summary>
internal sealed class ListControlPolicies(OrganizationServices services)
    : OrganizationOperation<ListControlPoliciesRequest, ListControlPoliciesResponse>(services, ResourceNames.None, KeyNames.PolicyType)
{
    protected override string? PolicyTypeOf(ListControlPoliciesRequest input) => input.Filter;

    protected override async ValueTask<Result<ListControlPoliciesResponse>> Handle(
        ListControlPoliciesRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var ofAws = new[] { ControlPolicy.FullAccess, ControlPolicy.ResourceFullAccess }
            .Select(id => ControlPolicy.FindOfAws(organization.Id, id)!).Where(policy => policy.Type == input.Filter).ToList();
        var page = await Services.Page(
            input, context,
            (after, _) => new(after.Length == 0 ? ofAws.ConvertAll(static policy => new Listed<ControlPolicy>(policy.Id, policy)) : []),
            Services.Listing<ControlPolicy>(organization.Id, policy => policy.Type == input.Filter, context.Cancelled));
        return page.Succeeded
            ? new ListControlPoliciesResponse
            {
                Policies = page.Value.Items.ConvertAll(policy => Services.Answers.SummaryOf(policy, organization)),
                NextToken = page.Value.Marker,
            }
            : page.Error;
    }
}
