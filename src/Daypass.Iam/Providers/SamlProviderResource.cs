using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Identity;

namespace Daypass.Iam.Providers;

/// <summary>A SAML provider, and the rules of its parts.</summary>
internal sealed class SamlProviderResource()
    : ProviderResource<SamlProvider>(IamResource.SamlProvider, static arn => $"Manifest not found for arn {arn}")
{
    /// <summary>The mode in which assertions must be encrypted.</summary>
    public const string Required = "Required";

    /// <summary>The mode in which they may be.</summary>
    public const string Allowed = "Allowed";

    private const int ValidYears = 100;

    /// <summary>The only one.</summary>
    public static SamlProviderResource Instance { get; } = new();

    /// <summary>Nobody could read encrypted assertions.</summary>
    public static AwsError KeyNeeded => IamErrors.InvalidInput("Failed to set assertion encryption mode to Required because no private key is present.");

    /// <summary>Until when the provider may be used, as answers show it.</summary>
    public static DateTimeOffset EndOf(SamlProvider provider) => provider.UpdatedAt.AddYears(ValidYears);

    /// <summary>Why a private key cannot be added, or null; none is always well.</summary>
    public static AwsError? ValidateKey(ISamlTrusts trusts, string? pem) =>
        pem is null || trusts.IsPrivateKey(pem) ? null : IamErrors.InvalidInput("Invalid private key.");

    /// <summary>A private key as it is stored: under the master key.</summary>
    public static SamlProviderKey Seal(IamServices iam, string pem)
    {
        var id = ProviderIds.New("SAMLPK");
        return new SamlProviderKey(id, iam.Now, iam.Envelope.Seal(EntityDirectory.SamlKeyPurpose, id, Encoding.UTF8.GetBytes(pem)));
    }
}
