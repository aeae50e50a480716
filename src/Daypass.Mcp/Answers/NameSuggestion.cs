using Daypass.Client;

namespace Daypass.Mcp.Answers;

/// <summary>Finds the name that a misspelled one was meant for.</summary>
internal static class NameSuggestion
{
    private const double Alike = 0.6;

    /// <summary>A sentence with the nearest name, with a space in front; empty when nothing is near.</summary>
    public static string Suggest(string name, IReadOnlyList<string> choices) =>
        FindNearest(name, choices) is { } near ? $" Did you mean {near}?" : string.Empty;

    /// <summary>The nearest name, or null.</summary>
    public static string? FindNearest(string name, IReadOnlyList<string> choices)
    {
        // Only the beginning of a name that is far too long: the comparison is not for hostile lengths.
        var given = Normalize(name.Length > 128 ? name[..128] : name);
        List<string> plain = [.. choices.Select(Normalize)];
        return CloseMatches.Find(given, plain, Alike) is [var near, ..] ? choices[plain.IndexOf(near)] : null;
    }

    private static string Normalize(string name) =>
        name.Replace("_", string.Empty, StringComparison.Ordinal).Replace("-", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
}
