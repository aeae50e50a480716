namespace Daypass.Federation;

/// <summary>A session tag that an identity provider asserted.</summary>
/// <param name="Key">1 to 128 characters; compared without regard to case.</param>
/// <param name="Value">0 to 256 characters.</param>
public readonly record struct SessionTag(string Key, string Value);
