namespace Daypass.Organizations.Trees;

/// <summary>Describes a unit.</summary>
internal sealed class DescribeOrganizationalUnit(OrganizationServices services)
    : OrganizationOperation<DescribeOrganizationalUnitRequest, DescribeOrganizationalUnitResponse>(
        services, ResourceNames.Unit, KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(DescribeOrganizationalUnitRequest input) => [input.OrganizationalUnitId];

    protected override async ValueTask<Result<DescribeOrganizationalUnitResponse>> Handle(
        DescribeOrganizationalUnitRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        if (await Services.Store.Find<OrganizationalUnit>(organization.Id, input.OrganizationalUnitId, context.Cancelled) is not { } unit)
        {
            return OrganizationsErrors.UnitNotFound;
        }

        var path = await OrganizationParts.PathOf(Services.Store, organization, unit.ParentId, context.Cancelled);
        return new DescribeOrganizationalUnitResponse { OrganizationalUnit = Services.Answers.Of(unit, organization, path) };
    }
}
