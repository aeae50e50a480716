namespace Daypass.Organizations.Policies;

/// <summary>Lists what a policy is attached to: the root, then units, then accounts.</summary>
internal sealed class ListTargetsForPolicy(OrganizationServices services)
    : OrganizationOperation<ListTargetsForPolicyRequest, ListTargetsForPolicyResponse>(
        services, ResourceNames.Policy, KeyNames.ShownResourceTag, KeyNames.PolicyType)
{
    protected override IReadOnlyList<string> Named(ListTargetsForPolicyRequest input) => [input.PolicyId];

    protected override async ValueTask<Result<ListTargetsForPolicyResponse>> Handle(
        ListTargetsForPolicyRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        if (await OrganizationParts.FindPolicy(Services.Store, organization, input.PolicyId, context.Cancelled) is not { } policy)
        {
            return OrganizationsErrors.PolicyNotFound;
        }

        var page = await Services.Page(input, context, Sources(policy, organization, context.Cancelled));
        return page.Succeeded
            ? new ListTargetsForPolicyResponse
            {
                Targets = page.Value.Items.ConvertAll(static place =>
                    new PolicyTargetSummary { TargetId = place.Id, Arn = place.Arn, Name = place.Name, Type = place.Type }),
                NextToken = page.Value.Marker,
            }
            : page.Error;
    }

    private PageSource<PolicyTarget>[] Sources(ControlPolicy policy, Organization organization, CancellationToken cancelled)
    {
        if (!organization.Enables(policy.Type))
        {
            return [];
        }

        // What AWS attaches to everything is written down only where it is not, so all there is has to be looked at.
        var (units, accounts) = policy.AwsManaged
            ? (Services.Listing<OrganizationalUnit>(organization.Id, unit => unit.Controls.Of(policy.Type).Contains(policy.Id), cancelled),
                Services.Referrers<Account>(
                    "", Relation.MemberAccount, organization.Id,
                    account => (account.Controls ?? AttachedControls.Default).Of(policy.Type).Contains(policy.Id), cancelled))
            : (Services.Referrers<OrganizationalUnit>(organization.Id, Relation.Controlled, policy.Id, static _ => true, cancelled),
                Services.Referrers<Account>("", Relation.Controlled, policy.Id, account => account.OrganizationId == organization.Id, cancelled));
        return
        [
            (after, _) => new(
                after.Length == 0 && organization.Controls.Of(policy.Type).Contains(policy.Id)
                    ? [new Listed<PolicyTarget>(organization.RootId, PolicyTarget.Of(organization, Services.Arns))]
                    : []),
            OrganizationServices.Select(units, unit => PolicyTarget.Of(unit, organization, Services.Arns)),
            OrganizationServices.Select(accounts, account => PolicyTarget.Of(account, organization, Services.Arns)),
        ];
    }
}
