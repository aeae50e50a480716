using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>Register an OpenID Connect identity provider.</summary>
[Operation("CreateOpenIDConnectProvider", Service.Iam, Output = typeof(CreateOpenIdConnectProviderResponse),
    Errors =
    [
        ErrorCode.InvalidInput, ErrorCode.EntityAlreadyExists, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification,
        ErrorCode.OpenIdIdpCommunicationError
    ])]
public sealed partial record CreateOpenIdConnectProviderRequest
{
    /// <summary>The issuer URL.</summary>
    [Length(1, 255)]
    public required string Url { get; init; }

    /// <summary>The client ids (audiences) that are accepted.</summary>
    [WireName("ClientIDList"), ClientId]
    public IReadOnlyList<string> ClientIdList { get; init; } = [];

    /// <summary>The thumbprints of the certificates of the provider's server.</summary>
    [Thumbprint]
    public IReadOnlyList<string> ThumbprintList { get; init; } = [];

    /// <summary>Tags.</summary>
    [Tags]
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Which claims stay with sessions as trusted context.</summary>
    public ContextProviderShape? ContextProvider { get; init; }
}

/// <summary>What CreateOpenIDConnectProvider answers.</summary>
[OperationOutput]
public sealed partial record CreateOpenIdConnectProviderResponse
{
    /// <summary>The ARN of the provider.</summary>
    [WireName("OpenIDConnectProviderArn")]
    public string? OpenIdConnectProviderArn { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
}

/// <summary>Describe an OpenID Connect provider.</summary>
[Operation("GetOpenIDConnectProvider", Service.Iam, Output = typeof(GetOpenIdConnectProviderResponse),
    Errors = [ErrorCode.InvalidInput, ErrorCode.NoSuchEntity])]
public sealed partial record GetOpenIdConnectProviderRequest
{
    /// <summary>The ARN of the OpenID Connect provider.</summary>
    [WireName("OpenIDConnectProviderArn"), IamArn]
    public required string OpenIdConnectProviderArn { get; init; }
}

/// <summary>What GetOpenIDConnectProvider answers.</summary>
[OperationOutput]
public sealed partial record GetOpenIdConnectProviderResponse
{
    /// <summary>The issuer URL without its scheme.</summary>
    public string? Url { get; init; }

    /// <summary>The client ids (audiences) that are accepted.</summary>
    [WireName("ClientIDList")]
    public IReadOnlyList<string>? ClientIdList { get; init; }

    /// <summary>The thumbprints of the certificates of the provider's server.</summary>
    public IReadOnlyList<string>? ThumbprintList { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>Which claims stay with sessions as trusted context.</summary>
    public ContextProviderShape? ContextProvider { get; init; }
}

/// <summary>List the OpenID Connect providers.</summary>
[Operation("ListOpenIDConnectProviders", Service.Iam, Output = typeof(ListOpenIdConnectProvidersResponse))]
public sealed partial record ListOpenIdConnectProvidersRequest;

/// <summary>What ListOpenIDConnectProviders answers.</summary>
[OperationOutput]
public sealed partial record ListOpenIdConnectProvidersResponse
{
    /// <summary>The providers.</summary>
    [WireName("OpenIDConnectProviderList")]
    public required IReadOnlyList<OpenIdConnectProviderListEntry> OpenIdConnectProviderList { get; init; }
}

/// <summary>Delete an OpenID Connect provider.</summary>
[Operation("DeleteOpenIDConnectProvider", Service.Iam, Errors = [ErrorCode.InvalidInput, ErrorCode.NoSuchEntity])]
public sealed partial record DeleteOpenIdConnectProviderRequest
{
    /// <summary>The ARN of the OpenID Connect provider.</summary>
    [WireName("OpenIDConnectProviderArn"), IamArn]
    public required string OpenIdConnectProviderArn { get; init; }
}

/// <summary>Name a client id of a provider.</summary>
public abstract record OpenIdConnectClientIdRequest
{
    /// <summary>The ARN of the OpenID Connect provider.</summary>
    [WireName("OpenIDConnectProviderArn"), IamArn]
    public required string OpenIdConnectProviderArn { get; init; }

    /// <summary>The client id (audience).</summary>
    [WireName("ClientID"), ClientId]
    public required string ClientId { get; init; }
}

/// <summary>Accept another client id (audience) of a provider.</summary>
[Operation("AddClientIDToOpenIDConnectProvider", Service.Iam,
    Errors = [ErrorCode.ConcurrentModification, ErrorCode.InvalidInput, ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record AddClientIdToOpenIdConnectProviderRequest : OpenIdConnectClientIdRequest;

/// <summary>No longer accept a client id (audience) of a provider.</summary>
[Operation("RemoveClientIDFromOpenIDConnectProvider", Service.Iam, Errors = [ErrorCode.ConcurrentModification, ErrorCode.InvalidInput, ErrorCode.NoSuchEntity])]
public sealed partial record RemoveClientIdFromOpenIdConnectProviderRequest : OpenIdConnectClientIdRequest;

/// <summary>Replace the certificate thumbprints of a provider.</summary>
[Operation("UpdateOpenIDConnectProviderThumbprint", Service.Iam, Errors = [ErrorCode.ConcurrentModification, ErrorCode.InvalidInput, ErrorCode.NoSuchEntity])]
public sealed partial record UpdateOpenIdConnectProviderThumbprintRequest
{
    /// <summary>The ARN of the OpenID Connect provider.</summary>
    [WireName("OpenIDConnectProviderArn"), IamArn]
    public required string OpenIdConnectProviderArn { get; init; }

    /// <summary>The thumbprints of the certificates of the provider's server.</summary>
    [Thumbprint]
    public required IReadOnlyList<string> ThumbprintList { get; init; }
}

/// <summary>Set or remove what an OpenID Connect provider propagates; thumbprints stay as they are.</summary>
[Operation("UpdateOpenIDConnectProvider", Service.Iam, Errors = [ErrorCode.ConcurrentModification, ErrorCode.InvalidInput, ErrorCode.NoSuchEntity])]
public sealed partial record UpdateOpenIdConnectProviderRequest
{
    /// <summary>The ARN of the OpenID Connect provider.</summary>
    [WireName("OpenIDConnectProviderArn"), IamArn]
    public required string OpenIdConnectProviderArn { get; init; }

    /// <summary>Which claims stay with sessions as trusted context.</summary>
    public ContextProviderShape? ContextProvider { get; init; }

    /// <summary>Whether no claim is to stay with sessions any longer.</summary>
    public bool? RemoveContextProvider { get; init; }

    /// <summary>The ARN of an instance of IAM Identity Center, which this service does not have.</summary>
    [IamArn]
    public string? IdentityCenterInstanceArn { get; init; }

    /// <summary>Whether the association with an instance of IAM Identity Center is to be removed.</summary>
    public bool? RemoveIdentityCenterInstance { get; init; }
}
