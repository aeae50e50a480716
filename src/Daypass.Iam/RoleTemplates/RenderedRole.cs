namespace Daypass.Iam.RoleTemplates;

/// <summary>What a role template and its values make.</summary>
internal sealed record RenderedRole
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The trust policy.</summary>
    public required string Trust { get; init; }

    /// <summary>The inline policies that have a statement, in the order of their names.</summary>
    public required IReadOnlyList<InlinePolicy> Inline { get; init; }

    /// <summary>The ARNs of the attached policies.</summary>
    public required IReadOnlyList<string> Attached { get; init; }

    /// <summary>The ARN of the boundary, or null.</summary>
    public string? Boundary { get; init; }

    /// <summary>The tags.</summary>
    public required IReadOnlyList<EntityTag> Tags { get; init; }

    /// <summary>The longest session in seconds.</summary>
    public required int MaxSessionSeconds { get; init; }

    /// <summary>What it was made of.</summary>
    public required RoleSource Source { get; init; }
}
