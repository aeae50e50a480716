using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Upload a signing certificate of a user.</summary>
[Operation("UploadSigningCertificate", Service.Iam, Output = typeof(UploadSigningCertificateResponse),
    Errors = [ErrorCode.LimitExceeded, ErrorCode.EntityAlreadyExists, ErrorCode.MalformedCertificate, ErrorCode.InvalidCertificate,
        ErrorCode.DuplicateCertificate, ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification])]
public sealed partial record UploadSigningCertificateRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public string? UserName { get; init; }

    /// <summary>The certificate, as PEM.</summary>
    [CertificateBody]
    public required string CertificateBody { get; init; }
}

/// <summary>What UploadSigningCertificate answers.</summary>
[OperationOutput]
public sealed partial record UploadSigningCertificateResponse
{
    /// <summary>The certificate.</summary>
    public required SigningCertificateShape Certificate { get; init; }
}

/// <summary>Switch a signing certificate on or off.</summary>
[Operation("UpdateSigningCertificate", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput])]
public sealed partial record UpdateSigningCertificateRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public string? UserName { get; init; }

    /// <summary>The id of the certificate.</summary>
    [CertificateId]
    public required string CertificateId { get; init; }

    /// <summary>Whether the certificate may be used.</summary>
    [Status]
    public required string Status { get; init; }
}

/// <summary>Delete a signing certificate.</summary>
[Operation("DeleteSigningCertificate", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record DeleteSigningCertificateRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public string? UserName { get; init; }

    /// <summary>The id of the certificate.</summary>
    [CertificateId]
    public required string CertificateId { get; init; }
}

/// <summary>List the signing certificates of a user.</summary>
[Operation("ListSigningCertificates", Service.Iam, Output = typeof(ListSigningCertificatesResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListSigningCertificatesRequest : ListUserCredentialsRequest;

/// <summary>What ListSigningCertificates answers.</summary>
[OperationOutput]
public sealed partial record ListSigningCertificatesResponse : PagedResponse
{
    /// <summary>The certificates.</summary>
    public required IReadOnlyList<SigningCertificateShape> Certificates { get; init; }
}

/// <summary>A signing certificate.</summary>
[QueryOutput]
public sealed partial record SigningCertificateShape
{
    /// <summary>The user.</summary>
    public required string UserName { get; init; }

    /// <summary>The id.</summary>
    public required string CertificateId { get; init; }

    /// <summary>The certificate, as PEM.</summary>
    public required string CertificateBody { get; init; }

    /// <summary>Whether it may be used.</summary>
    [Status]
    public required string Status { get; init; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset? UploadDate { get; init; }
}
