using Daypass.Protocol.Attributes;

namespace Daypass.Protocol.Iam;

/// <summary>An OpenID Connect provider in a list.</summary>
[QueryOutput]
public sealed partial record OpenIdConnectProviderListEntry
{
    /// <summary>The ARN.</summary>
    public string? Arn { get; init; }
}

/// <summary>A SAML provider in a list.</summary>
[QueryOutput]
public sealed partial record SamlProviderListEntry
{
    /// <summary>The ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>When its metadata ends.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateDate { get; init; }
}

/// <summary>A private key that decrypts assertions, without the key.</summary>
[QueryOutput]
public sealed partial record SamlPrivateKey
{
    /// <summary>The id.</summary>
    public string? KeyId { get; init; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset? Timestamp { get; init; }
}
