namespace Daypass.Policy.Matching;

/// <summary>Matching against a pattern that exists only for this request: characters, and negative numbers for wildcards.</summary>
internal static class ExpandedPattern
{
    /// <summary>Glob matching that goes back to the last star only.</summary>
    public static bool IsMatch(ReadOnlySpan<int> pattern, ReadOnlySpan<char> text) => IsMatch(pattern, text, out _);

    /// <inheritdoc cref="IsMatch(ReadOnlySpan{int}, ReadOnlySpan{char})"/>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    /// <param name="steps">How many comparisons and steps back it took.</param>
    internal static bool IsMatch(ReadOnlySpan<int> pattern, ReadOnlySpan<char> text, out int steps)
    {
        steps = 0;
        var p = 0;
        var t = 0;
        var star = -1;
        var retry = 0;
        while (t < text.Length)
        {
            steps++;
            if (p < pattern.Length && pattern[p] == PatternText.Star)
            {
                star = p++;
                retry = t;
            }
            else if (p < pattern.Length && (pattern[p] == text[t] || pattern[p] == PatternText.Question))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == PatternText.Star)
        {
            p++;
        }

        return p == pattern.Length;
    }
}
