using System.Collections.Frozen;

namespace Daypass.S3.Operations;

/// <summary>
/// The table of all operations. What is not in it is refused: a store does not refuse an operation that it does not know, it does another one.
/// </summary>
public static class S3Operations
{
    /// <summary>All rows, those on objects first.</summary>
    public static IReadOnlyList<S3Operation> All { get; } = [.. ObjectRows.All, .. BucketRows.All];

    /// <summary>The question of a browser whether it may ask from another origin, on whatever it is addressed to.</summary>
    public static S3Operation Preflight { get; } = new()
    {
        Name = "Preflight", Method = "OPTIONS", Level = S3Level.Bucket, LogName = "REST.OPTIONS.PREFLIGHT", Class = OperationClass.Kept,
    };

    private static readonly FrozenDictionary<string, S3Operation> ByName = All.ToFrozenDictionary(static row => row.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<(string, S3Level, string?), S3Operation[]> ByMarker =
        All.GroupBy(static row => (row.Method, row.Level, row.Marker)).ToFrozenDictionary(static rows => rows.Key, static rows => rows.ToArray());

    /// <summary>The names in a query that each make a request another operation.</summary>
    public static FrozenSet<string> Markers { get; } =
        All.Where(static row => row.Marker is not null).Select(static row => row.Marker!).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The names that some operation takes in its query.</summary>
    public static FrozenSet<string> Parameters { get; } = All.SelectMany(static row => row.Parameters)
        .Concat(All.Select(static row => row.With).OfType<string>().Where(static with => !with.StartsWith(HeaderNames.AmzPrefix, StringComparison.Ordinal)))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The row of a name.</summary>
    public static S3Operation? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The rows of a method, level and marker: the ordinary one, and those that something more tells from it.</summary>
    internal static IReadOnlyList<S3Operation> Find(string method, S3Level level, string? marker) => ByMarker.GetValueOrDefault((method, level, marker), []);
}
