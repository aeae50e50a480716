namespace Daypass.Server.Audit;

/// <summary>When a file is put aside and a new one begun.</summary>
/// <param name="Size">Before it would become longer; null for never.</param>
/// <param name="Every">When it was begun as long ago; null for never.</param>
/// <param name="Keep">How many of those put aside are kept; null for all.</param>
internal sealed record Rotation(long? Size, TimeSpan? Every, int? Keep)
{
    /// <summary>Somebody else does it, or nobody.</summary>
    public static Rotation None { get; } = new(null, null, null);
}
