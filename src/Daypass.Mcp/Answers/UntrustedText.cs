using System.Globalization;
using System.Text;

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

    /// <summary>
    /// The whole text in quotes, on one line, as a question shows it. What could look like the end of the text or like another character is
    /// written as an escape: quotes, control characters, and every character beyond ASCII that is no letter and no digit.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="asciiOnly">True for names and ARNs, in which a letter of another script is a trick.</param>
    public static string QuoteWhole(string text, bool asciiOnly = false) => Escape(new StringBuilder(text.Length + 2).Append('"'), text, asciiOnly)
        .Append('"').ToString();

    private static StringBuilder Escape(StringBuilder into, string text, bool asciiOnly)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                into.Append('\\').Append((char)rune.Value);
            }
            else if (rune is { IsAscii: true, Value: >= ' ' and not '\u007f' } || (!asciiOnly && Rune.IsLetterOrDigit(rune)))
            {
                into.Append(rune.ToString());
            }
            else if (rune.Value == '\n')
            {
                into.Append("\\n");
            }
            else
            {
                into.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
        }

        return into;
    }

    private static bool IsInvisible(char character) =>
        char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
