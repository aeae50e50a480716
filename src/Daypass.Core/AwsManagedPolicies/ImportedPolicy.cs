namespace Daypass.Core.AwsManagedPolicies;

/// <summary>A managed policy of a file to import.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Its versions by number, oldest first.</param>
/// <param name="DefaultVersion">The number of the one in force.</param>
public sealed record ImportedPolicy(string Name, IReadOnlyList<ImportedVersion> Versions, int DefaultVersion)
{
    /// <summary>Its path.</summary>
    public string Path { get; init; } = "/";

    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>When AWS made it, or null when the file does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When AWS last changed it, or null when the file does not say.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
