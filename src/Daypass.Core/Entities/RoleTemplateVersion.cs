namespace Daypass.Core.Entities;

/// <summary>A minor version of a role template. Places for parameters are written <c>@{Name}</c> in its texts and documents.</summary>
public sealed record RoleTemplateVersion
{
    /// <summary>The unique id, <c>AVTA…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The number, from 0.</summary>
    public required int Minor { get; init; }

    /// <summary>Whether new roles can be made of it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When it was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What its roles are for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The name of its roles.</summary>
    public required string RoleName { get; init; }

    /// <summary>The path of its roles; null is <c>/</c>.</summary>
    public string? RolePath { get; init; }

    /// <summary>The description of its roles, or null.</summary>
    public string? RoleDescription { get; init; }

    /// <summary>The trust policy of its roles. A statement with the key <c>@Enabled</c> is there only when the parameter that this names is true; so it is in
    /// inline policies.</summary>
    public required string Trust { get; init; }

    /// <summary>The inline policies of its roles.</summary>
    public IReadOnlyList<InlinePolicy> Inline { get; init; } = [];

    /// <summary>The ARNs of the managed policies of its roles.</summary>
    public IReadOnlyList<string> Attached { get; init; } = [];

    /// <summary>The ARN of the managed policy that bounds its roles, or null.</summary>
    public string? Boundary { get; init; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<RoleTemplateParameter> Parameters { get; init; } = [];

    /// <summary>The tags of its roles.</summary>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <summary>The longest session of its roles, in seconds.</summary>
    public int MaxSessionSeconds { get; init; } = Role.DefaultSessionSeconds;
}
