namespace Daypass.Organizations.Accounts;

/// <summary>Closes a member account: its credentials are refused from then on. It stays a member, as at AWS for ninety days.</summary>
internal sealed class CloseAccount(OrganizationServices services)
    : OrganizationOperation<CloseAccountRequest, NoOutput>(services, ResourceNames.Account, KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(CloseAccountRequest input) => [input.AccountId];

    protected override ValueTask<Result<NoOutput>> Handle(
        CloseAccountRequest input, OrganizationTarget target, Organization organization, OperationContext context) => Services.Write<NoOutput>(
        target,
        async (transaction, organization) =>
        {
            if (await OrganizationParts.FindMember(transaction, organization, input.AccountId, context.Cancelled) is not { } account)
            {
                return OrganizationsErrors.AccountNotFound;
            }

            if (account.Id == organization.ManagementAccount)
            {
                return OrganizationsErrors.Constraint("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You can't close the management account of an organization.");
            }

            if (account.Closed)
            {
                return OrganizationsErrors.AccountAlreadyClosed;
            }

            OrganizationServices.Expect(await transaction.TryUpdate(account, account with { Closed = true }, context.Cancelled));
            return NoOutput.Instance;
        },
        context.Cancelled);
}
