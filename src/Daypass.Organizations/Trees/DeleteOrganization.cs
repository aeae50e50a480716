namespace Daypass.Organizations.Trees;

/// <summary>Deletes an organisation that is empty but for its management account.</summary>
internal sealed class DeleteOrganization(OrganizationServices services)
    : OrganizationOperation<DeleteOrganizationRequest, NoOutput>(services, ResourceNames.None)
{
    private const int Batch = 500;

    protected override ValueTask<Result<NoOutput>> Handle(
        DeleteOrganizationRequest input, OrganizationTarget target, Organization organization, OperationContext context) => Services.Write<NoOutput>(
        target,
        async (transaction, organization) =>
        {
            if (await transaction.CountReferrers("", Relation.MemberAccount, organization.Id, context.Cancelled) > 1
                || await transaction.Count(EntityKind.OrganizationalUnit, organization.Id, context.Cancelled) > 0)
            {
                return OrganizationsErrors.OrganizationNotEmpty;
            }

            var owner = await transaction.Find<Account>("", organization.ManagementAccount, context.Cancelled);
            OrganizationServices.Expect(
                owner is not null && await transaction.TryUpdate(owner, owner.WithoutOrganization(), context.Cancelled)
                && await transaction.TryDelete(organization, context.Cancelled));
            await DeleteAll<ControlPolicy>(transaction, organization.Id, context.Cancelled);
            await DeleteAll<AccountRequest>(transaction, organization.Id, context.Cancelled);
            return NoOutput.Instance;
        },
        context.Cancelled);

    private static async ValueTask DeleteAll<T>(IDirectoryTransaction transaction, string organizationId, CancellationToken cancelled)
        where T : class, IEntity<T>
    {
        while (await transaction.List<T>(organizationId, "/", "", Batch, cancelled) is { Count: > 0 } some)
        {
            foreach (var one in some)
            {
                OrganizationServices.Expect(await transaction.TryDelete(one, cancelled));
            }
        }
    }
}
