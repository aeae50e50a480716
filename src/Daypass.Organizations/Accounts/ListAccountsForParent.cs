namespace Daypass.Organizations.Accounts;

/// <summary>Lists the accounts directly below a root or unit.</summary>
internal sealed class ListAccountsForParent(OrganizationServices services)
    : OrganizationOperation<ListAccountsForParentRequest, ListAccountsForParentResponse>(
        services, $"{ResourceNames.Root}, {ResourceNames.Unit}", KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(ListAccountsForParentRequest input) => [input.ParentId];

    protected override async ValueTask<Result<ListAccountsForParentResponse>> Handle(
        ListAccountsForParentRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        if (!await OrganizationParts.HasParent(Services.Store, organization, input.ParentId, context.Cancelled))
        {
            return OrganizationsErrors.ParentNotFound;
        }

        var path = await OrganizationParts.PathOf(Services.Store, organization, input.ParentId, context.Cancelled);
        var page = await Services.Page(input, context, Services.AccountsBelow(organization, input.ParentId, context.Cancelled));
        return page.Succeeded
            ? new ListAccountsForParentResponse
            {
                Accounts = page.Value.Items.ConvertAll(account => Services.Answers.Of(account, organization, path)),
                NextToken = page.Value.Marker,
            }
            : page.Error;
    }
}
