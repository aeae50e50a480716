using Daypass.Iam.Tags;

namespace Daypass.Iam.Providers;

/// <summary>Takes tags from an OpenID Connect provider.</summary>
internal sealed class UntagOpenIdConnectProvider(IamServices iam)
    : UntagByArn<UntagOpenIdConnectProviderRequest, OidcProvider>(iam, OidcProviderResource.Instance, static input => input.OpenIdConnectProviderArn);
