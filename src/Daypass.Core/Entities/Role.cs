using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An IAM role: a trust policy that says who may become it and policies that say what it may do.</summary>
public sealed record Role : ITagged<Role>, IGranted<Role>
{
    /// <summary>How the paths of service-linked roles begin; no other role may have one.</summary>
    public const string LinkedPath = "/aws-service-role/";

    /// <summary>The longest session of a role that says nothing, in seconds.</summary>
    public const int DefaultSessionSeconds = 3600;

    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>1 to 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The unique id, <c>AROA…</c>; a recreated role gets another one, so old sessions and trusts do not match it.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public string Path { get; init; } = "/";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who may assume the role.</summary>
    public required TrustPolicy Trust { get; init; }

    /// <summary>At most 1,000 characters, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The longest session, 3,600 to 43,200 seconds.</summary>
    public int MaxSessionSeconds { get; init; } = 3600;

    /// <summary>The service this role is linked to (then ordinary calls may not change it), or null.</summary>
    public string? LinkedService { get; init; }

    /// <summary>The role template that AcquireRole made it of, or null.</summary>
    public RoleSource? Source { get; init; }

    /// <inheritdoc/>
    public static StringComparer TagKeys => StringComparer.OrdinalIgnoreCase;

    /// <inheritdoc/>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <inheritdoc/>
    public Grants Grants { get; init; } = Grants.None;

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public Role AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.Role;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<Role> Json => EntityJson.Default.Role;

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [.. Grants.References()];

    /// <inheritdoc/>
    public Role WithTags(IReadOnlyList<EntityTag> tags) => this with { Tags = tags };

    /// <inheritdoc/>
    public Role WithGrants(Grants grants) => this with { Grants = grants };
}

/// <summary>A trust policy as it was written, with the identities its principals had when it was saved.</summary>
public sealed record TrustPolicy
{
    /// <summary>The document exactly as it was sent.</summary>
    public required string Document { get; init; }

    /// <summary>For each user or role ARN among the principals the unique id it had when the policy was saved; a recreated namesake has another one and is not
    /// trusted.</summary>
    public IReadOnlyDictionary<string, string> PrincipalIds { get; init; } = new Dictionary<string, string>();
}
