namespace Daypass.Core.Directory;

/// <summary>How much the directory keeps in memory; whichever limit is met first.</summary>
/// <param name="Entries">How many entities, those known to be absent included.</param>
/// <param name="Bytes">How much memory they take, as estimated from what is stored of each.</param>
public readonly record struct CacheLimits(int Entries, long Bytes)
{
    /// <summary>A quarter of a million entities, 256 MiB.</summary>
    public static CacheLimits Default { get; } = new(250_000, 256L * 1024 * 1024);
}
