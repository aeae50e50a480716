namespace Daypass.Organizations.Accounts;

/// <summary>How a member account leaves its organisation.</summary>
internal static class Leaving
{
    public static ValueTask<Result<NoOutput>> Leave(
        OrganizationServices services, OrganizationTarget target, string accountId, CancellationToken cancelled) => services.Write<NoOutput>(
        target,
        async (transaction, organization) =>
        {
            if (await OrganizationParts.FindMember(transaction, organization, accountId, cancelled) is not { } account)
            {
                return OrganizationsErrors.AccountNotFound;
            }

            if (account.Id == organization.ManagementAccount)
            {
                return OrganizationsErrors.MasterCannotLeave;
            }

            if (organization.DelegatedAdministrators.Contains(account.Id))
            {
                return OrganizationsErrors.Constraint(
                    "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG", "You can't remove an account that is a delegated administrator of the organization.");
            }

            OrganizationServices.Expect(await transaction.TryUpdate(account, account.WithoutOrganization(), cancelled));
            return NoOutput.Instance;
        },
        cancelled);
}
