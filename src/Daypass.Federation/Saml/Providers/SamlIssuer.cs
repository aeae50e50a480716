using Daypass.Core.Entities;
using Daypass.Federation.Saml.Encryption;
using Daypass.Federation.Saml.Metadata;
using Daypass.Federation.Saml.Rules;

namespace Daypass.Federation.Saml.Providers;

/// <summary>A SAML identity provider as an account registered it.</summary>
internal sealed record SamlIssuer
{
    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The 12-digit account it belongs to.</summary>
    public required string Account { get; init; }

    /// <summary>The name after <c>saml-provider/</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its parsed metadata: whom to expect as issuer and by which keys.</summary>
    public required SamlMetadata Metadata { get; init; }

    /// <summary>At most two private keys for encrypted assertions; without one they are refused.</summary>
    public IReadOnlyList<SamlDecryptionKey> PrivateKeys { get; init; } = [];

    /// <summary>True refuses assertions that are not encrypted (<c>AssertionEncryptionMode</c> Required).</summary>
    public bool RequiresEncryption { get; init; }

    /// <summary>What of its assertions stays with sessions as trusted context; null when nothing does.</summary>
    public ContextProvider? ContextProvider { get; init; }

    /// <summary>What is asked of its assertions.</summary>
    public SamlRules Rules { get; init; } = SamlRules.Strict;
}
