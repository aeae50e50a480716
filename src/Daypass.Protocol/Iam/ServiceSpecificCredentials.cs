using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Create a user name and a password, or an API key, for one service; the secret is shown this once.</summary>
[Operation("CreateServiceSpecificCredential", Service.Iam, Output = typeof(ServiceSpecificCredentialResponse),
    Errors = [ErrorCode.LimitExceeded, ErrorCode.NoSuchEntity, ErrorCode.ServiceNotSupported])]
public sealed partial record CreateServiceSpecificCredentialRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }

    /// <summary>The service, for example <c>codecommit.amazonaws.com</c>.</summary>
    public required string ServiceName { get; init; }

    /// <summary>After how many days it ends; never by default.</summary>
    [CredentialAgeDays]
    public int? CredentialAgeDays { get; init; }
}

/// <summary>What CreateServiceSpecificCredential and ResetServiceSpecificCredential answer.</summary>
[OperationOutput]
public sealed partial record ServiceSpecificCredentialResponse
{
    /// <summary>The credential, with its secret for the only time.</summary>
    public required ServiceSpecificCredentialShape ServiceSpecificCredential { get; init; }
}

/// <summary>Give a credential for a service a new secret; the old one is refused at once.</summary>
[Operation("ResetServiceSpecificCredential", Service.Iam, Output = typeof(ServiceSpecificCredentialResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ResetServiceSpecificCredentialRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public string? UserName { get; init; }

    /// <summary>The id of the credential.</summary>
    [ServiceSpecificCredentialId]
    public required string ServiceSpecificCredentialId { get; init; }
}

/// <summary>Switch a credential for a service on or off.</summary>
[Operation("UpdateServiceSpecificCredential", Service.Iam, Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record UpdateServiceSpecificCredentialRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public string? UserName { get; init; }

    /// <summary>The id of the credential.</summary>
    [ServiceSpecificCredentialId]
    public required string ServiceSpecificCredentialId { get; init; }

    /// <summary>Whether the credential may be used.</summary>
    [Status]
    public required string Status { get; init; }
}

/// <summary>Delete a credential for a service.</summary>
[Operation("DeleteServiceSpecificCredential", Service.Iam, Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record DeleteServiceSpecificCredentialRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public string? UserName { get; init; }

    /// <summary>The id of the credential.</summary>
    [ServiceSpecificCredentialId]
    public required string ServiceSpecificCredentialId { get; init; }
}

/// <summary>List the service-specific credentials of a user.</summary>
[Operation("ListServiceSpecificCredentials", Service.Iam, Output = typeof(ListServiceSpecificCredentialsResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.ServiceNotSupported])]
public sealed partial record ListServiceSpecificCredentialsRequest : PagedRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public string? UserName { get; init; }

    /// <summary>Only credentials of this service.</summary>
    public string? ServiceName { get; init; }

    /// <summary>Whether to list the credentials of every user.</summary>
    public bool? AllUsers { get; init; }
}

/// <summary>What ListServiceSpecificCredentials answers.</summary>
[OperationOutput]
public sealed partial record ListServiceSpecificCredentialsResponse
{
    /// <summary>The credentials.</summary>
    public IReadOnlyList<ServiceSpecificCredentialMetadata>? ServiceSpecificCredentials { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }
}

/// <summary>A credential for a service, with its secret.</summary>
[QueryOutput]
public sealed partial record ServiceSpecificCredentialShape
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpirationDate { get; init; }

    /// <summary>The service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The name at the service.</summary>
    public string? ServiceUserName { get; init; }

    /// <summary>The password at the service.</summary>
    [Sensitive]
    public string? ServicePassword { get; init; }

    /// <summary>The public part of an API key.</summary>
    public string? ServiceCredentialAlias { get; init; }

    /// <summary>The API key.</summary>
    [Sensitive]
    public string? ServiceCredentialSecret { get; init; }

    /// <summary>The id.</summary>
    public required string ServiceSpecificCredentialId { get; init; }

    /// <summary>The user.</summary>
    public required string UserName { get; init; }

    /// <summary>Whether it may be used.</summary>
    [Status]
    public required string Status { get; init; }
}

/// <summary>A service-specific credential without its password.</summary>
[QueryOutput]
public sealed partial record ServiceSpecificCredentialMetadata
{
    /// <summary>The user.</summary>
    public required string UserName { get; init; }

    /// <summary>Whether it may be used.</summary>
    [Status]
    public required string Status { get; init; }

    /// <summary>The name at the service.</summary>
    public string? ServiceUserName { get; init; }

    /// <summary>The public part of the credential.</summary>
    public string? ServiceCredentialAlias { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpirationDate { get; init; }

    /// <summary>The id.</summary>
    public required string ServiceSpecificCredentialId { get; init; }

    /// <summary>The service.</summary>
    public required string ServiceName { get; init; }
}
