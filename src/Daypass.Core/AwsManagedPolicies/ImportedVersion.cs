namespace Daypass.Core.AwsManagedPolicies;

/// <summary>A version of a managed policy of a file to import.</summary>
/// <param name="Number">Shown as <c>v1</c>, <c>v2</c> …</param>
/// <param name="Document">The document as the file has it.</param>
/// <param name="CreatedAt">When AWS added it, or null when the file does not say.</param>
public sealed record ImportedVersion(int Number, string Document, DateTimeOffset? CreatedAt);
