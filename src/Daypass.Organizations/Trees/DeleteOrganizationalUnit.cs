namespace Daypass.Organizations.Trees;

/// <summary>Deletes a unit that has neither accounts nor units.</summary>
internal sealed class DeleteOrganizationalUnit(OrganizationServices services)
    : OrganizationOperation<DeleteOrganizationalUnitRequest, NoOutput>(services, ResourceNames.Unit, KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(DeleteOrganizationalUnitRequest input) => [input.OrganizationalUnitId];

    protected override ValueTask<Result<NoOutput>> Handle(
        DeleteOrganizationalUnitRequest input, OrganizationTarget target, Organization organization, OperationContext context) => Services.Write<NoOutput>(
        target,
        async (transaction, organization) =>
        {
            if (await transaction.Find<OrganizationalUnit>(organization.Id, input.OrganizationalUnitId, context.Cancelled) is not { } unit)
            {
                return OrganizationsErrors.UnitNotFound;
            }

            if (await transaction.CountReferrers(organization.Id, Relation.Below, unit.Id, context.Cancelled) > 0
                || await transaction.CountReferrers("", Relation.Below, unit.Id, context.Cancelled) > 0)
            {
                return OrganizationsErrors.UnitNotEmpty;
            }

            OrganizationServices.Expect(await transaction.TryDelete(unit, context.Cancelled));
            return NoOutput.Instance;
        },
        context.Cancelled);
}
