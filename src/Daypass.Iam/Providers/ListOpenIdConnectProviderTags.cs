using Daypass.Iam.Tags;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Providers;

/// <summary>Lists the tags of an OpenID Connect provider.</summary>
internal sealed class ListOpenIdConnectProviderTags(IamServices iam)
    : ListTagsByArn<ListOpenIdConnectProviderTagsRequest, OidcProvider>(iam, OidcProviderResource.Instance, static input => input.OpenIdConnectProviderArn)
{
    protected override List<Tag> Shown(OidcProvider found) => ProviderRecords.Sorted(found.Tags);
}
