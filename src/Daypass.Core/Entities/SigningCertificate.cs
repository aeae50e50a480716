using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An X.509 certificate that a user, or root, signs with.</summary>
public sealed record SigningCertificate : IOwned<SigningCertificate>
{
    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>The id that callers see: the SHA-1 of the certificate in base32.</summary>
    public required string CertificateId { get; init; }

    /// <inheritdoc/>
    public required string OwnerId { get; init; }

    /// <inheritdoc/>
    public bool Active { get; init; } = true;

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>The certificate as it was uploaded, PEM.</summary>
    public required string Body { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public SigningCertificate AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.SigningCertificate;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<SigningCertificate> Json => EntityJson.Default.SigningCertificate;

    [JsonIgnore] string IEntity<SigningCertificate>.Name => CertificateId;

    // Another account may have the same certificate.
    [JsonIgnore] string IEntity<SigningCertificate>.Id => $"{Account}:{CertificateId}";

    [JsonIgnore] string IEntity<SigningCertificate>.Path => "/";

    /// <inheritdoc/>
    public SigningCertificate WithActive(bool active) => this with { Active = active };

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [new EntityReference(Relation.Credential, OwnerId)];
}
