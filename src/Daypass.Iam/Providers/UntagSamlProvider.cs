using Daypass.Iam.Tags;

namespace Daypass.Iam.Providers;

/// <summary>Takes tags from a SAML provider.</summary>
internal sealed class UntagSamlProvider(IamServices iam)
    : UntagByArn<UntagSamlProviderRequest, SamlProvider>(iam, SamlProviderResource.Instance, static input => input.SamlProviderArn);
