using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A virtual MFA device: the seed of six-digit codes, and whose device it is once it is enabled.</summary>
public sealed record MfaDevice : ITagged<MfaDevice>
{
    /// <summary>How many characters the name has at most.</summary>
    public const int LongestName = 226;

    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>1 to 226 characters; the last part of the serial number. Two devices may have one name at two paths.</summary>
    public required string Name { get; init; }

    /// <summary>A random id that no later device of the same serial number has; never shown.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public string Path { get; init; } = "/";

    /// <summary>The seed under the master key.</summary>
    public required byte[] SealedSeed { get; init; }

    /// <summary>The unique id of the user, the account id for root, or null while it is not enabled.</summary>
    public string? OwnerId { get; init; }

    /// <summary>When it was enabled, or null.</summary>
    public DateTimeOffset? EnabledAt { get; init; }

    /// <summary>How many thirty-second steps the device's clock is ahead of ours (RFC 6238 section 6).</summary>
    public int DriftSteps { get; init; }

    /// <summary>The step of the second code of the last pair that was accepted; an older pair is not accepted again, whoever the device is given to.</summary>
    public long? LastPairStep { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public MfaDevice AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.MfaDevice;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<MfaDevice> Json => EntityJson.Default.MfaDevice;

    // What a serial number names: the path counts.
    [JsonIgnore] string IEntity<MfaDevice>.Name => KeyName(Path, Name);

    /// <summary>What a device of that path and name is stored under.</summary>
    public static string KeyName(string path, string name) => path[1..] + name;

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => OwnerId is null ? [] : [new EntityReference(Relation.Owner, OwnerId)];

    /// <inheritdoc/>
    public MfaDevice WithTags(IReadOnlyList<EntityTag> tags) => this with { Tags = tags };
}
