using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>List the SSH keys of a user.</summary>
[Operation("ListSSHPublicKeys", Service.Iam, Output = typeof(ListSshPublicKeysResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListSshPublicKeysRequest : PagedRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public string? UserName { get; init; }
}

/// <summary>What ListSSHPublicKeys answers.</summary>
[OperationOutput]
public sealed partial record ListSshPublicKeysResponse : PagedResponse
{
    /// <summary>The keys.</summary>
    [WireName("SSHPublicKeys")]
    public required IReadOnlyList<SshPublicKeyMetadata> SshPublicKeys { get; init; }
}

/// <summary>List the signing certificates of a user.</summary>
[Operation("ListSigningCertificates", Service.Iam, Output = typeof(ListSigningCertificatesResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListSigningCertificatesRequest : ListUserCredentialsRequest;

/// <summary>What ListSigningCertificates answers.</summary>
[OperationOutput]
public sealed partial record ListSigningCertificatesResponse : PagedResponse
{
    /// <summary>The certificates.</summary>
    public required IReadOnlyList<SigningCertificate> Certificates { get; init; }
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
