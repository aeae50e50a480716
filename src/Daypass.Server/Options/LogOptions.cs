namespace Daypass.Server.Options;

/// <summary>What is logged, and how.</summary>
public sealed record LogOptions
{
    /// <summary>Levels: <c>LEVEL</c> for everything, <c>CATEGORY=LEVEL</c> for what begins with a name.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>A file with one such level a line, read again at SIGHUP; null for none.</summary>
    public string? LevelFile { get; init; }

    /// <summary>Whether each line is a JSON object.</summary>
    public bool IsJson { get; init; }
}
