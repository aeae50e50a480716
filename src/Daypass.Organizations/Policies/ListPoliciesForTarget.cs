namespace Daypass.Organizations.Policies;

/// <summary>Lists the policies of a type that are attached to a root, unit or account.</summary>
internal sealed class ListPoliciesForTarget(OrganizationServices services)
    : OrganizationOperation<ListPoliciesForTargetRequest, ListPoliciesForTargetResponse>(
        services, $"{ResourceNames.Root}, {ResourceNames.Unit}, {ResourceNames.Account}", KeyNames.ShownResourceTag, KeyNames.PolicyType)
{
    protected override IReadOnlyList<string> Named(ListPoliciesForTargetRequest input) => [input.TargetId];

    protected override string? PolicyTypeOf(ListPoliciesForTargetRequest input) => input.Filter;

    protected override async ValueTask<Result<ListPoliciesForTargetResponse>> Handle(
        ListPoliciesForTargetRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        if (await Services.Parts.FindTarget(Services.Store, organization, input.TargetId, context.Cancelled) is not { } place)
        {
            return OrganizationsErrors.TargetNotFound;
        }

        var attached = new List<Listed<ControlPolicy>>();
        foreach (var id in organization.Enables(input.Filter) ? place.Controls.Of(input.Filter).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            if (await OrganizationParts.FindPolicy(Services.Store, organization, id, context.Cancelled) is { } policy)
            {
                attached.Add(new Listed<ControlPolicy>(id, policy));
            }
        }

        var page = await Services.Page<ListPoliciesForTargetRequest, ControlPolicy>(
            input, context, (after, limit) => new([.. attached.Where(row => string.CompareOrdinal(row.Name, after) > 0).Take(limit)]));
        return page.Succeeded
            ? new ListPoliciesForTargetResponse
            {
                Policies = page.Value.Items.ConvertAll(policy => Services.Answers.SummaryOf(policy, organization)),
                NextToken = page.Value.Marker,
            }
            : page.Error;
    }
}
