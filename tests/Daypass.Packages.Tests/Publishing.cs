namespace Daypass.Packages.Tests;

/// <summary>Tests that publish do so one after the other: two runs would build into the same folders.</summary>
[CollectionDefinition(Name)]
public sealed class Publishing
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "publishing";
}
