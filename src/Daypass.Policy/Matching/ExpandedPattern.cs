using Daypass.Policy.Requests;

namespace Daypass.Policy.Matching;

/// <summary>Matching against a pattern that exists only for this request: characters, and negative numbers for wildcards.</summary>
internal static class ExpandedPattern
{
    /// <summary>How many steps are taken before they are counted against the request.</summary>
    private const int Slice = 1024;

    /// <summary>Glob matching that goes back to the last star only.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    /// <param name="request">Pays for the steps; false when it has none left.</param>
    public static bool IsMatch(ReadOnlySpan<int> pattern, ReadOnlySpan<char> text, AuthorizationRequest request)
    {
        var steps = 0;
        var p = 0;
        var t = 0;
        var star = -1;
        var retry = 0;
        while (t < text.Length)
        {
            if (++steps % Slice == 0 && !request.TrySpend(Slice))
            {
                return false;
            }

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

        return request.TrySpend(steps % Slice) && p == pattern.Length;
    }
}
