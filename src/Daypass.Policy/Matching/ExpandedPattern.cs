namespace Daypass.Policy.Matching;

/// <summary>Matching against a pattern that exists only for this request: characters, and negative numbers for wildcards.</summary>
internal static class ExpandedPattern
{
    /// <summary>Glob matching that goes back to the last star only.</summary>
    public static bool IsMatch(ReadOnlySpan<int> pattern, ReadOnlySpan<char> text)
    {
        var p = 0;
        var t = 0;
        var star = -1;
        var retry = 0;
        while (t < text.Length)
        {
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
