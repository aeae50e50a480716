namespace Daypass.Organizations.Accounts;

/// <summary>Lists the requests for accounts.</summary>
internal sealed class ListCreateAccountStatus(OrganizationServices services)
    : OrganizationOperation<ListCreateAccountStatusRequest, ListCreateAccountStatusResponse>(services, ResourceNames.None)
{
    protected override async ValueTask<Result<ListCreateAccountStatusResponse>> Handle(
        ListCreateAccountStatusRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var page = await Services.Page(input, context, Services.Listing<AccountRequest>(
            organization.Id, request => input.States.Count == 0 || input.States.Contains(OrganizationAnswers.StateOf(request)), context.Cancelled));
        return page.Succeeded
            ? new ListCreateAccountStatusResponse
            {
                CreateAccountStatuses = page.Value.Items.ConvertAll(OrganizationAnswers.Of),
                NextToken = page.Value.Marker,
            }
            : page.Error;
    }
}
