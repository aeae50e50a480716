namespace Daypass.Organizations.Accounts;

/// <summary>Lists the accounts of the organisation.</summary>
internal sealed class ListAccounts(OrganizationServices services)
    : OrganizationOperation<ListAccountsRequest, ListAccountsResponse>(services, ResourceNames.None)
{
    protected override async ValueTask<Result<ListAccountsResponse>> Handle(
        ListAccountsRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var page = await Services.Page(input, context, Services.Referrers<Account>(
            "", Relation.MemberAccount, organization.Id, static _ => true, context.Cancelled));
        if (!page.Succeeded)
        {
            return page.Error;
        }

        var shown = new List<AccountShape>(page.Value.Items.Count);
        foreach (var account in page.Value.Items)
        {
            var path = await OrganizationParts.PathOf(Services.Store, organization, account.ParentIn(organization.Id), context.Cancelled);
            shown.Add(Services.Answers.Of(account, organization, path));
        }

        return new ListAccountsResponse { Accounts = shown, NextToken = page.Value.Marker };
    }
}
