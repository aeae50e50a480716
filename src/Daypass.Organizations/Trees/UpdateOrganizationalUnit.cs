namespace Daypass.Organizations.Trees;

/// <summary>Renames a unit.</summary>
internal sealed class UpdateOrganizationalUnit(OrganizationServices services)
    : OrganizationOperation<UpdateOrganizationalUnitRequest, UpdateOrganizationalUnitResponse>(services, ResourceNames.Unit, KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(UpdateOrganizationalUnitRequest input) => [input.OrganizationalUnitId];

    protected override async ValueTask<Result<UpdateOrganizationalUnitResponse>> Handle(
        UpdateOrganizationalUnitRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var changed = await Services.Write<OrganizationalUnit>(
            target,
            async (transaction, organization) =>
            {
                if (await transaction.Find<OrganizationalUnit>(organization.Id, input.OrganizationalUnitId, context.Cancelled) is not { } unit)
                {
                    return OrganizationsErrors.UnitNotFound;
                }

                if (input.Name is not { } name || name == unit.DisplayName)
                {
                    return unit;
                }

                if (await transaction.CountReferrers(organization.Id, Relation.Named, NameKey.Of(unit.ParentId, name), context.Cancelled) > 0)
                {
                    return OrganizationsErrors.DuplicateUnit;
                }

                var renamed = unit with { DisplayName = name };
                OrganizationServices.Expect(await transaction.TryUpdate(unit, renamed, context.Cancelled));
                return renamed;
            },
            context.Cancelled);
        return changed.Succeeded
            ? new UpdateOrganizationalUnitResponse
            {
                OrganizationalUnit = Services.Answers.Of(
                    changed.Value, organization, await OrganizationParts.PathOf(Services.Store, organization, changed.Value.ParentId, context.Cancelled)),
            }
            : changed.Error;
    }
}
