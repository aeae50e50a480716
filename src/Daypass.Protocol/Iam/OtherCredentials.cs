using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>List the SSH keys of a user.</summary>
[Operation("ListSSHPublicKeys", Service.Iam, Output = typeof(ListSshPublicKeysResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListSshPublicKeysRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public string? UserName { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListSSHPublicKeys answers.</summary>
[OperationOutput]
public sealed partial record ListSshPublicKeysResponse
{
    /// <summary>The keys.</summary>
    [WireName("SSHPublicKeys")]
    public required IReadOnlyList<SshPublicKeyMetadata> SshPublicKeys { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>List the signing certificates of a user.</summary>
[Operation("ListSigningCertificates", Service.Iam, Output = typeof(ListSigningCertificatesResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListSigningCertificatesRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public string? UserName { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListSigningCertificates answers.</summary>
[OperationOutput]
public sealed partial record ListSigningCertificatesResponse
{
    /// <summary>The certificates.</summary>
    public required IReadOnlyList<SigningCertificate> Certificates { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>List the service-specific credentials of a user.</summary>
[Operation("ListServiceSpecificCredentials", Service.Iam, Output = typeof(ListServiceSpecificCredentialsResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.ServiceNotSupported])]
public sealed partial record ListServiceSpecificCredentialsRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public string? UserName { get; init; }

    /// <summary>Only credentials of this service.</summary>
    public string? ServiceName { get; init; }

    /// <summary>Whether to list the credentials of every user.</summary>
    public bool? AllUsers { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
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
