namespace Daypass.Organizations.Trees;

/// <summary>Makes a unit below a root or another unit.</summary>
internal sealed class CreateOrganizationalUnit(OrganizationServices services)
    : OrganizationOperation<CreateOrganizationalUnitRequest, CreateOrganizationalUnitResponse>(
        services, $"{ResourceNames.Root}, {ResourceNames.Unit}", KeyNames.ShownRequestTag, KeyNames.ShownResourceTag, KeyNames.TagKeys)
{
    protected override IReadOnlyList<string> Named(CreateOrganizationalUnitRequest input) => [input.ParentId];

    protected override IReadOnlyList<OrganizationTag> TagsOf(CreateOrganizationalUnitRequest input) => input.Tags;

    protected override async ValueTask<Result<CreateOrganizationalUnitResponse>> Handle(
        CreateOrganizationalUnitRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var tags = OrganizationTags.Make(input.Tags, Services.Quotas);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var made = await Services.Write<OrganizationalUnit>(
            target, (transaction, organization) => Add(transaction, organization, input, tags.Value, context.Cancelled), context.Cancelled);
        return made.Succeeded
            ? new CreateOrganizationalUnitResponse
            {
                OrganizationalUnit = Services.Answers.Of(
                    made.Value, organization, await OrganizationParts.PathOf(Services.Store, organization, made.Value.ParentId, context.Cancelled)),
            }
            : made.Error;
    }

    private async ValueTask<Result<OrganizationalUnit>> Add(
        IDirectoryTransaction transaction, Organization organization, CreateOrganizationalUnitRequest input, IReadOnlyList<EntityTag> tags,
        CancellationToken cancelled)
    {
        if (!await OrganizationParts.HasParent(transaction, organization, input.ParentId, cancelled))
        {
            return OrganizationsErrors.ParentNotFound;
        }

        if (await DepthOf(transaction, organization, input.ParentId, cancelled) >= Services.Quotas.UnitDepth)
        {
            return OrganizationsErrors.Constraint("OU_DEPTH_LIMIT_EXCEEDED", "You have exceeded the maximum depth of an OU hierarchy.");
        }

        if (await transaction.Count(EntityKind.OrganizationalUnit, organization.Id, cancelled) >= Services.Quotas.Units)
        {
            return OrganizationsErrors.Constraint("OU_NUMBER_LIMIT_EXCEEDED", "You have exceeded the number of OUs that you can have in an organization.");
        }

        if (await transaction.CountReferrers(organization.Id, Relation.Named, NameKey.Of(input.ParentId, input.Name), cancelled) > 0)
        {
            return OrganizationsErrors.DuplicateUnit;
        }

        while (true)
        {
            var unit = new OrganizationalUnit
            {
                OrganizationId = organization.Id,
                Id = OrganizationalUnit.NewId(organization.RootId),
                DisplayName = input.Name,
                ParentId = input.ParentId,
                Tags = tags,
            };
            if (await transaction.TryAdd(unit, cancelled))
            {
                return unit;
            }
        }
    }

    private static async ValueTask<int> DepthOf(IDirectoryTransaction transaction, Organization organization, string parentId, CancellationToken cancelled)
    {
        var path = await OrganizationParts.PathOf(transaction, organization, parentId, cancelled);
        return path.AsSpan().Count("/ou-");
    }
}
