namespace Daypass.Organizations.Accounts;

/// <summary>Describes an account of the organisation.</summary>
internal sealed class DescribeAccount(OrganizationServices services)
    : OrganizationOperation<DescribeAccountRequest, DescribeAccountResponse>(services, ResourceNames.Account, KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(DescribeAccountRequest input) => [input.AccountId];

    protected override async ValueTask<Result<DescribeAccountResponse>> Handle(
        DescribeAccountRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        if (await OrganizationParts.FindMember(Services.Store, organization, input.AccountId, context.Cancelled) is not { } account)
        {
            return OrganizationsErrors.AccountNotFound;
        }

        var path = await OrganizationParts.PathOf(Services.Store, organization, account.ParentIn(organization.Id), context.Cancelled);
        return new DescribeAccountResponse { Account = Services.Answers.Of(account, organization, path) };
    }
}
