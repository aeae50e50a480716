using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A certificate for a server, with its chain and its private key.</summary>
public sealed record ServerCertificate : ITagged<ServerCertificate>
{
    /// <summary>The purpose under which private keys are sealed.</summary>
    public const string KeyPurpose = "server-certificate-key";

    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The unique id, <c>ASCA…</c>.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public string Path { get; init; } = "/";

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The certificate, PEM.</summary>
    public required string Body { get; init; }

    /// <summary>The certificates above it, PEM, or null.</summary>
    public string? Chain { get; init; }

    /// <summary>The private key, PEM, under the master key.</summary>
    public required byte[] SealedKey { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public ServerCertificate AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.ServerCertificate;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<ServerCertificate> Json => EntityJson.Default.ServerCertificate;

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [];

    /// <inheritdoc/>
    public ServerCertificate WithTags(IReadOnlyList<EntityTag> tags) => this with { Tags = tags };
}
