using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>The policy of a resource of one of an account's own services.</summary>
public sealed record ResourcePolicy : IEntity<ResourcePolicy>
{
    private const int PartsBeforeResource = 5;

    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>The ARN of the resource as it was given; another spelling of it is another resource.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>The document exactly as it was sent.</summary>
    public required string Document { get; init; }

    /// <summary>For each user or role ARN among the principals the unique id it had when the policy was saved.</summary>
    public IReadOnlyDictionary<string, string> PrincipalIds { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was last put.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public string Id => $"{Account}/{KeyName(ResourceArn)}";

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public ResourcePolicy AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.ResourcePolicy;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<ResourcePolicy> Json => EntityJson.Default.ResourcePolicy;

    [JsonIgnore] string IEntity<ResourcePolicy>.Name => KeyName(ResourceArn);

    [JsonIgnore] string IEntity<ResourcePolicy>.Path => ResourceArn;

    /// <summary>What the resource of an ARN is in: the ARN before the first slash of its last part, as a bucket's is before the key. An ARN without one is its
    /// own.</summary>
    public static string OuterOf(string resourceArn)
    {
        ArgumentNullException.ThrowIfNull(resourceArn);
        var start = 0;
        for (var part = 0; part < PartsBeforeResource; part++)
        {
            start = resourceArn.IndexOf(':', start) + 1;
        }

        var slash = resourceArn.IndexOf('/', start);
        return slash < 0 ? resourceArn : resourceArn[..slash];
    }

    /// <summary>What the policy of a resource is stored under. Names of entities mind no case, and ARNs do; so it is hashes: of what the resource is in, and of
    /// the rest.</summary>
    public static string KeyName(string resourceArn)
    {
        var outer = OuterOf(resourceArn);
        return outer.Length == resourceArn.Length ? KeyPrefix(outer) : KeyPrefix(outer) + Hash(resourceArn.AsSpan(outer.Length));
    }

    /// <summary>How the names of everything in an outer resource begin, its own included.</summary>
    public static string KeyPrefix(string outerArn) => Hash(outerArn) + ".";

    /// <summary>The part of a name that says what the resource is in.</summary>
    public static string PrefixOf(string keyName)
    {
        ArgumentNullException.ThrowIfNull(keyName);
        return keyName[..(keyName.IndexOf('.', StringComparison.Ordinal) + 1)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [];

    private static string Hash(ReadOnlySpan<char> text)
    {
        var utf8 = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, utf8);
        return Convert.ToHexStringLower(SHA256.HashData(utf8));
    }
}
