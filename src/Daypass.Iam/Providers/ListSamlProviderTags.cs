using Daypass.Iam.Tags;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Providers;

/// <summary>Lists the tags of a SAML provider.</summary>
internal sealed class ListSamlProviderTags(IamServices iam)
    : ListTagsByArn<ListSamlProviderTagsRequest, SamlProvider>(iam, SamlProviderResource.Instance, static input => input.SamlProviderArn)
{
    protected override List<Tag> Shown(SamlProvider found) => ProviderRecords.Sorted(found.Tags);
}
