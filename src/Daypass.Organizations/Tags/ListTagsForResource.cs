namespace Daypass.Organizations.Tags;

/// <summary>Lists the tags of a root, unit, account or policy, of which there are fewer than a page has.</summary>
internal sealed class ListTagsForResource(OrganizationServices services)
    : OrganizationOperation<ListTagsForResourceRequest, ListTagsForResourceResponse>(
        services, $"{ResourceNames.Root}, {ResourceNames.Unit}, {ResourceNames.Account}, {ResourceNames.Policy}", KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(ListTagsForResourceRequest input) => [input.ResourceId];

    protected override async ValueTask<Result<ListTagsForResourceResponse>> Handle(
        ListTagsForResourceRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        if (input.NextToken is { Length: > 0 })
        {
            // All tags are one page, so no token was ever given out.
            return OrganizationsErrors.InvalidNextToken;
        }

        return await TaggedParts.Find(Services, Services.Store, organization, input.ResourceId, context.Cancelled) is { } tags
            ? new ListTagsForResourceResponse { Tags = [.. tags.Select(static tag => new OrganizationTag { Key = tag.Key, Value = tag.Value })] }
            : OrganizationsErrors.TargetNotFound;
    }
}
