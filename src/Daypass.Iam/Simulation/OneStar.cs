namespace Daypass.Iam.Simulation;

/// <summary>Patterns with at most one star for any text, and question marks for one character each.</summary>
internal static class OneStar
{
    /// <summary>Whether the whole text is as the pattern says; a pattern with two stars is no text's.</summary>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return IsAlike(pattern, text);
        }

        var head = pattern[..star];
        var tail = pattern[(star + 1)..];
        return !tail.Contains('*') && text.Length >= head.Length + tail.Length && IsAlike(head, text[..head.Length]) && IsAlike(tail, text[^tail.Length..]);
    }

    private static bool IsAlike(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.Length != text.Length)
        {
            return false;
        }

        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] != '?' && pattern[index] != text[index])
            {
                return false;
            }
        }

        return true;
    }
}
