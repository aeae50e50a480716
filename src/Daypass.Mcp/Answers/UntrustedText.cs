using System.Globalization;

namespace Daypass.Mcp.Answers;

/// <summary>Text of unknown origin as a question or an answer may show it.</summary>
internal static class UntrustedText
{
    private const int Longest = 300;

    /// <summary>The text in quotes, on one line, cut after 300 characters; control and format characters become spaces.</summary>
    public static string Quote(string text)
    {
        var clean = new string([.. text.Take(Longest).Select(static character => IsInvisible(character) ? ' ' : character)]);
        return $"\"{clean}{(text.Length > Longest ? "…" : string.Empty)}\"";
    }

    private static bool IsInvisible(char character) =>
        char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
