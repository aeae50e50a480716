namespace Daypass.Organizations.Tags;

/// <summary>Adds or changes tags of a root, a unit, an account or a policy.</summary>
internal sealed class TagResource(OrganizationServices services)
    : OrganizationOperation<TagResourceRequest, NoOutput>(
        services, $"{ResourceNames.Root}, {ResourceNames.Unit}, {ResourceNames.Account}, {ResourceNames.Policy}",
        KeyNames.ShownRequestTag, KeyNames.ShownResourceTag, KeyNames.TagKeys)
{
    protected override IReadOnlyList<string> Named(TagResourceRequest input) => [input.ResourceId];

    protected override IReadOnlyList<OrganizationTag> TagsOf(TagResourceRequest input) => input.Tags;

    protected override ValueTask<Result<NoOutput>> Handle(
        TagResourceRequest input, OrganizationTarget target, Organization organization, OperationContext context) =>
        TaggedParts.Change(Services, target, input.ResourceId, tags => OrganizationTags.Add(tags, input.Tags, Services.Quotas), context.Cancelled);
}
