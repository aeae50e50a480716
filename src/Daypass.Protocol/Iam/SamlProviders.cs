using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>Register a SAML identity provider.</summary>
[Operation("CreateSAMLProvider", Service.Iam, Output = typeof(CreateSamlProviderResponse),
    Errors = [ErrorCode.InvalidInput, ErrorCode.EntityAlreadyExists, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record CreateSamlProviderRequest
{
    /// <summary>The metadata of the identity provider, as XML.</summary>
    [WireName("SAMLMetadataDocument"), SamlMetadataDocument]
    public required string SamlMetadataDocument { get; init; }

    /// <summary>The name of the provider.</summary>
    [Length(1, 128), Pattern(@"[\w._-]+")]
    public required string Name { get; init; }

    /// <summary>Tags.</summary>
    [Tags]
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Whether assertions have to be encrypted.</summary>
    [AssertionEncryptionMode]
    public string? AssertionEncryptionMode { get; init; }

    /// <summary>A private key to decrypt assertions with, as PEM.</summary>
    [PrivateKey]
    public string? AddPrivateKey { get; init; }

    /// <summary>Which attributes stay with sessions as trusted context.</summary>
    public ContextProviderShape? ContextProvider { get; init; }
}

/// <summary>What CreateSAMLProvider answers.</summary>
[OperationOutput]
public sealed partial record CreateSamlProviderResponse
{
    /// <summary>The ARN of the provider.</summary>
    [WireName("SAMLProviderArn")]
    public string? SamlProviderArn { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
}

/// <summary>Describe a SAML provider.</summary>
[Operation("GetSAMLProvider", Service.Iam, Output = typeof(GetSamlProviderResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record GetSamlProviderRequest
{
    /// <summary>The ARN of the SAML provider.</summary>
    [WireName("SAMLProviderArn"), IamArn]
    public required string SamlProviderArn { get; init; }
}

/// <summary>What GetSAMLProvider answers.</summary>
[OperationOutput]
public sealed partial record GetSamlProviderResponse
{
    /// <summary>The unique id of the provider.</summary>
    [WireName("SAMLProviderUUID")]
    public string? SamlProviderUuid { get; init; }

    /// <summary>The metadata of the identity provider, as XML.</summary>
    [WireName("SAMLMetadataDocument")]
    public string? SamlMetadataDocument { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>When the metadata ends.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>Whether assertions have to be encrypted.</summary>
    public string? AssertionEncryptionMode { get; init; }

    /// <summary>The private keys, without the keys themselves.</summary>
    public IReadOnlyList<SamlPrivateKey>? PrivateKeyList { get; init; }

    /// <summary>Which attributes stay with sessions as trusted context.</summary>
    public ContextProviderShape? ContextProvider { get; init; }
}

/// <summary>List the SAML providers.</summary>
[Operation("ListSAMLProviders", Service.Iam, Output = typeof(ListSamlProvidersResponse))]
public sealed partial record ListSamlProvidersRequest;

/// <summary>What ListSAMLProviders answers.</summary>
[OperationOutput]
public sealed partial record ListSamlProvidersResponse
{
    /// <summary>The providers.</summary>
    [WireName("SAMLProviderList")]
    public required IReadOnlyList<SamlProviderListEntry> SamlProviderList { get; init; }
}

/// <summary>Replace the metadata or the keys of a SAML provider.</summary>
[Operation("UpdateSAMLProvider", Service.Iam, Output = typeof(UpdateSamlProviderResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record UpdateSamlProviderRequest
{
    /// <summary>The metadata of the identity provider, as XML.</summary>
    [WireName("SAMLMetadataDocument"), SamlMetadataDocument]
    public string? SamlMetadataDocument { get; init; }

    /// <summary>The ARN of the SAML provider.</summary>
    [WireName("SAMLProviderArn"), IamArn]
    public required string SamlProviderArn { get; init; }

    /// <summary>Whether assertions have to be encrypted.</summary>
    [AssertionEncryptionMode]
    public string? AssertionEncryptionMode { get; init; }

    /// <summary>A private key to decrypt assertions with, as PEM.</summary>
    [PrivateKey]
    public string? AddPrivateKey { get; init; }

    /// <summary>The id of the private key to remove.</summary>
    [Length(22, 64), Pattern(@"[A-Z0-9]+")]
    public string? RemovePrivateKey { get; init; }

    /// <summary>Which attributes stay with sessions as trusted context.</summary>
    public ContextProviderShape? ContextProvider { get; init; }

    /// <summary>Whether no attribute is to stay with sessions any longer.</summary>
    public bool? RemoveContextProvider { get; init; }
}

/// <summary>What UpdateSAMLProvider answers.</summary>
[OperationOutput]
public sealed partial record UpdateSamlProviderResponse
{
    /// <summary>The ARN of the provider.</summary>
    [WireName("SAMLProviderArn")]
    public string? SamlProviderArn { get; init; }
}

/// <summary>Delete a SAML provider.</summary>
[Operation("DeleteSAMLProvider", Service.Iam, Errors = [ErrorCode.InvalidInput, ErrorCode.LimitExceeded, ErrorCode.NoSuchEntity])]
public sealed partial record DeleteSamlProviderRequest
{
    /// <summary>The ARN of the SAML provider.</summary>
    [WireName("SAMLProviderArn"), IamArn]
    public required string SamlProviderArn { get; init; }
}
