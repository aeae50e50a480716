using Daypass.Core.Entities;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Identity;

/// <summary>A SAML provider as an account registered it.</summary>
public sealed record SamlRegistration
{
    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The 12-digit account it belongs to.</summary>
    public required string Account { get; init; }

    /// <summary>The name after <c>saml-provider/</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The metadata document.</summary>
    public required string Metadata { get; init; }

    /// <summary>At most two private keys, as PEM, that open encrypted assertions.</summary>
    public IReadOnlyList<Secret> PrivateKeys { get; init; } = [];

    /// <summary>True refuses assertions that are not encrypted.</summary>
    public bool RequiresEncryption { get; init; }

    /// <summary>The value of the provider's tag <see cref="ProviderSwitches.SamlTag"/>; null when it has none.</summary>
    public string? Switches { get; init; }

    /// <summary>What stays with sessions as trusted context; null when nothing does.</summary>
    public ContextProvider? ContextProvider { get; init; }
}

/// <summary>A registered SAML provider, read once and ready to judge its assertions.</summary>
public interface ISamlTrust
{
    /// <summary>The identity behind a response in base64, or AWS's error. The response must be this provider's and name the role.</summary>
    Result<SamlIdentity> Verify(string response, string roleArn);
}

/// <summary>Reads what SAML providers are registered with; the XML and signature work behind it is Daypass.Federation's.</summary>
public interface ISamlTrusts
{
    /// <summary>The provider, or why it cannot be used.</summary>
    Result<ISamlTrust> Read(SamlRegistration registration);

    /// <summary>IAM's refusal of a metadata document, or null.</summary>
    AwsError? ValidateMetadata(string document);

    /// <summary>True for a PEM with a private key in it.</summary>
    bool IsPrivateKey(string pem);
}
