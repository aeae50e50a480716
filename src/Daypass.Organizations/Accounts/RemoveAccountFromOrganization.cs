namespace Daypass.Organizations.Accounts;

/// <summary>Takes a member account out of the organisation: no policy of it decides for the account any more.</summary>
internal sealed class RemoveAccountFromOrganization(OrganizationServices services)
    : OrganizationOperation<RemoveAccountFromOrganizationRequest, NoOutput>(services, ResourceNames.Account, KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(RemoveAccountFromOrganizationRequest input) => [input.AccountId];

    protected override ValueTask<Result<NoOutput>> Handle(
        RemoveAccountFromOrganizationRequest input, OrganizationTarget target, Organization organization, OperationContext context) =>
        Leaving.Leave(Services, target, input.AccountId, context.Cancelled);
}
