using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A tag of an entity.</summary>
/// <param name="Key">1 to 128 characters, compared without regard to case.</param>
/// <param name="Value">0 to 256 characters.</param>
public sealed record EntityTag(string Key, string Value);

/// <summary>An inline policy.</summary>
/// <param name="Name">1 to 128 characters, compared without regard to case.</param>
/// <param name="Document">The document exactly as it was sent.</param>
public sealed record InlinePolicy(string Name, string Document);

/// <summary>The policies of a user, a group or a role.</summary>
public sealed record Grants
{
    /// <summary>No policies.</summary>
    public static Grants None { get; } = new();

    /// <summary>Inline policies in the order of their names.</summary>
    public IReadOnlyList<InlinePolicy> Inline { get; init; } = [];

    /// <summary>The ARNs of attached managed policies, in the order they were attached.</summary>
    public IReadOnlyList<string> Attached { get; init; } = [];

    /// <summary>The ARN of the managed policy that bounds what the others allow; groups have none.</summary>
    public string? Boundary { get; init; }

    /// <summary>The arrows from the holder to its managed policies.</summary>
    public IEnumerable<EntityReference> References()
    {
        foreach (var arn in Attached)
        {
            yield return new EntityReference(Relation.Attached, arn);
        }

        if (Boundary is not null)
        {
            yield return new EntityReference(Relation.Boundary, Boundary);
        }
    }
}
