namespace Daypass.Organizations.Accounts;

/// <summary>Moves an account to another unit, or to the root; other policies decide for it from then on.</summary>
internal sealed class MoveAccount(OrganizationServices services)
    : OrganizationOperation<MoveAccountRequest, NoOutput>(
        services, $"{ResourceNames.Account}, {ResourceNames.Root}, {ResourceNames.Unit}", KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(MoveAccountRequest input) => [input.AccountId, input.SourceParentId, input.DestinationParentId];

    protected override ValueTask<Result<NoOutput>> Handle(
        MoveAccountRequest input, OrganizationTarget target, Organization organization, OperationContext context) => Services.Write<NoOutput>(
        target,
        async (transaction, organization) =>
        {
            if (await OrganizationParts.FindMember(transaction, organization, input.AccountId, context.Cancelled) is not { } account)
            {
                return OrganizationsErrors.AccountNotFound;
            }

            if (account.ParentIn(organization.Id) == input.DestinationParentId)
            {
                return OrganizationsErrors.DuplicateAccount;
            }

            if (account.ParentIn(organization.Id) != input.SourceParentId)
            {
                return OrganizationsErrors.SourceParentNotFound;
            }

            if (!await OrganizationParts.HasParent(transaction, organization, input.DestinationParentId, context.Cancelled))
            {
                return OrganizationsErrors.DestinationParentNotFound;
            }

            var parent = input.DestinationParentId == organization.RootId ? null : input.DestinationParentId;
            OrganizationServices.Expect(await transaction.TryUpdate(account, account with { ParentId = parent }, context.Cancelled));
            return NoOutput.Instance;
        },
        context.Cancelled);
}
