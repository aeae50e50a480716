using Daypass.Iam.Tags;

namespace Daypass.Iam.Providers;

/// <summary>Adds tags to a SAML provider.</summary>
internal sealed class TagSamlProvider(IamServices iam)
    : TagByArn<TagSamlProviderRequest, SamlProvider>(iam, SamlProviderResource.Instance, static input => input.SamlProviderArn);
