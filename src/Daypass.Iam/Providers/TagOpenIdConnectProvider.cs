using Daypass.Iam.Tags;

namespace Daypass.Iam.Providers;

/// <summary>Adds tags to an OpenID Connect provider.</summary>
internal sealed class TagOpenIdConnectProvider(IamServices iam)
    : TagByArn<TagOpenIdConnectProviderRequest, OidcProvider>(iam, OidcProviderResource.Instance, static input => input.OpenIdConnectProviderArn);
