using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>Upload a certificate for a server, with its private key.</summary>
[Operation("UploadServerCertificate", Service.Iam, Output = typeof(UploadServerCertificateResponse),
    Errors = [ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.EntityAlreadyExists, ErrorCode.MalformedCertificate, ErrorCode.KeyPairMismatch,
        ErrorCode.ConcurrentModification])]
public sealed partial record UploadServerCertificateRequest
{
    /// <summary>The path, <c>/</c> by default.</summary>
    [Path]
    public string? Path { get; init; }

    /// <summary>The name of the certificate.</summary>
    [ServerCertificateName]
    public required string ServerCertificateName { get; init; }

    /// <summary>The certificate, as PEM.</summary>
    [CertificateBody]
    public required string CertificateBody { get; init; }

    /// <summary>Its private key, as PEM without a password.</summary>
    [PrivateKey]
    public required string PrivateKey { get; init; }

    /// <summary>The certificates above it, from its issuer on.</summary>
    [CertificateChain]
    public string? CertificateChain { get; init; }

    /// <summary>Tags.</summary>
    [Tags]
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}

/// <summary>What UploadServerCertificate answers.</summary>
[OperationOutput]
public sealed partial record UploadServerCertificateResponse
{
    /// <summary>The certificate without its texts.</summary>
    public required ServerCertificateMetadata ServerCertificateMetadata { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
}

/// <summary>Show a server certificate, without its private key.</summary>
[Operation("GetServerCertificate", Service.Iam, Output = typeof(GetServerCertificateResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetServerCertificateRequest
{
    /// <summary>The name of the certificate.</summary>
    [ServerCertificateName]
    public required string ServerCertificateName { get; init; }
}

/// <summary>What GetServerCertificate answers.</summary>
[OperationOutput]
public sealed partial record GetServerCertificateResponse
{
    /// <summary>The certificate.</summary>
    public required ServerCertificateShape ServerCertificate { get; init; }
}

/// <summary>List the server certificates.</summary>
[Operation("ListServerCertificates", Service.Iam, Output = typeof(ListServerCertificatesResponse))]
public sealed partial record ListServerCertificatesRequest : PagedRequest
{
    /// <summary>Only what has a path that begins so.</summary>
    [PathPrefix]
    public string? PathPrefix { get; init; }
}

/// <summary>What ListServerCertificates answers.</summary>
[OperationOutput]
public sealed partial record ListServerCertificatesResponse : PagedResponse
{
    /// <summary>The certificates without their texts.</summary>
    public required IReadOnlyList<ServerCertificateMetadata> ServerCertificateMetadataList { get; init; }
}

/// <summary>Rename a server certificate or move it to another path.</summary>
[Operation("UpdateServerCertificate", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.EntityAlreadyExists, ErrorCode.LimitExceeded])]
public sealed partial record UpdateServerCertificateRequest
{
    /// <summary>The name of the certificate.</summary>
    [ServerCertificateName]
    public required string ServerCertificateName { get; init; }

    /// <summary>The new path.</summary>
    [Path]
    public string? NewPath { get; init; }

    /// <summary>The new name.</summary>
    [ServerCertificateName]
    public string? NewServerCertificateName { get; init; }
}

/// <summary>Delete a server certificate.</summary>
[Operation("DeleteServerCertificate", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.DeleteConflict, ErrorCode.LimitExceeded])]
public sealed partial record DeleteServerCertificateRequest
{
    /// <summary>The name of the certificate.</summary>
    [ServerCertificateName]
    public required string ServerCertificateName { get; init; }
}

/// <summary>Add tags to a server certificate.</summary>
[Operation("TagServerCertificate", Service.Iam,
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record TagServerCertificateRequest : TagRequest
{
    /// <summary>The name of the certificate.</summary>
    [ServerCertificateName]
    public required string ServerCertificateName { get; init; }
}

/// <summary>Remove tags from a server certificate.</summary>
[Operation("UntagServerCertificate", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record UntagServerCertificateRequest : UntagRequest
{
    /// <summary>The name of the certificate.</summary>
    [ServerCertificateName]
    public required string ServerCertificateName { get; init; }
}

/// <summary>List the tags of a server certificate.</summary>
[Operation("ListServerCertificateTags", Service.Iam, Output = typeof(ListTagsResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListServerCertificateTagsRequest : PagedRequest
{
    /// <summary>The name of the certificate.</summary>
    [ServerCertificateName]
    public required string ServerCertificateName { get; init; }
}

/// <summary>A server certificate without its texts.</summary>
[QueryOutput]
public sealed partial record ServerCertificateMetadata
{
    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>The name.</summary>
    public required string ServerCertificateName { get; init; }

    /// <summary>The unique id.</summary>
    public required string ServerCertificateId { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset? UploadDate { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? Expiration { get; init; }
}

/// <summary>A server certificate.</summary>
[QueryOutput]
public sealed partial record ServerCertificateShape
{
    /// <summary>The certificate without its texts.</summary>
    public required ServerCertificateMetadata ServerCertificateMetadata { get; init; }

    /// <summary>The certificate, as PEM.</summary>
    public required string CertificateBody { get; init; }

    /// <summary>The certificates above it, as PEM.</summary>
    public string? CertificateChain { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
}
