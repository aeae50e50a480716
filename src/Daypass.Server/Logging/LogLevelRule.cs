namespace Daypass.Server.Logging;

/// <summary>From which level on the lines of a category are written.</summary>
/// <param name="Category">How the category begins; null for all.</param>
/// <param name="Level">The level.</param>
internal readonly record struct LogLevelRule(string? Category, LogLevel Level);
