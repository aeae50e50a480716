namespace Daypass.Organizations.Tags;

/// <summary>Removes tags of a root, unit, account or policy; those it does not have are none.</summary>
internal sealed class UntagResource(OrganizationServices services)
    : OrganizationOperation<UntagResourceRequest, NoOutput>(
        services, $"{ResourceNames.Root}, {ResourceNames.Unit}, {ResourceNames.Account}, {ResourceNames.Policy}",
        KeyNames.ShownResourceTag, KeyNames.TagKeys)
{
    protected override IReadOnlyList<string> Named(UntagResourceRequest input) => [input.ResourceId];

    protected override IReadOnlyList<string> TagKeysOf(UntagResourceRequest input) => input.TagKeys;

    protected override ValueTask<Result<NoOutput>> Handle(
        UntagResourceRequest input, OrganizationTarget target, Organization organization, OperationContext context) =>
        TaggedParts.Change(
            Services, target, input.ResourceId, tags => tags.Where(tag => !input.TagKeys.Contains(tag.Key)).ToArray(),
            context.Cancelled);
}
