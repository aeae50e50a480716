namespace Daypass.Mcp.Naming;

/// <summary>Patterns with <c>*</c> and <c>?</c>: whether a text fits one, and whether one text could fit two of them.</summary>
internal static class Wildcards
{
    /// <summary>True when a text fits a pattern.</summary>
    public static bool Fits(string pattern, string text, bool caseCounts)
    {
        var (at, star, mark) = (0, -1, 0);
        for (var index = 0; index < text.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, mark) = (at++, index);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || IsSame(pattern[at], text[index], caseCounts)))
            {
                at++;
                index++;
            }
            else if (star >= 0)
            {
                (at, index) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).IndexOfAnyExcept('*') < 0;
    }

    /// <summary>True when some text fits both patterns, whatever its case.</summary>
    public static bool Overlap(string one, string other)
    {
        // can[j]: the parts read so far of one, and the first j characters of the other, have a text in common.
        var can = new bool[other.Length + 1];
        can[0] = true;
        for (var j = 1; j <= other.Length; j++)
        {
            can[j] = can[j - 1] && other[j - 1] == '*';
        }

        foreach (var character in one)
        {
            var corner = can[0];
            can[0] = can[0] && character == '*';
            for (var j = 1; j <= other.Length; j++)
            {
                var (above, opposite) = (can[j], other[j - 1]);
                can[j] = (character == '*' && (above || can[j - 1] || corner))
                    || (opposite == '*' && (above || can[j - 1] || corner))
                    || (corner && (character == '?' || opposite == '?' || IsSame(character, opposite, caseCounts: false)));
                corner = above;
            }
        }

        return can[^1];
    }

    private static bool IsSame(char one, char other, bool caseCounts) =>
        one == other || (!caseCounts && char.ToUpperInvariant(one) == char.ToUpperInvariant(other));
}
