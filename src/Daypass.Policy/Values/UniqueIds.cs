namespace Daypass.Policy.Values;

/// <summary>The unique ids a saved trust policy may hold in place of an ARN.</summary>
internal static class UniqueIds
{
    /// <summary>True for <c>AIDA...</c> and <c>AROA...</c>: four letters and at least twelve more capitals or digits.</summary>
    public static bool IsUserOrRole(ReadOnlySpan<char> text)
    {
        if (text.Length < 16 || !(text.StartsWith("AIDA") || text.StartsWith("AROA")))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
