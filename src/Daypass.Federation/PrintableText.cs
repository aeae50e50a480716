using System.Text;

namespace Daypass.Federation;

/// <summary>Makes text that a stranger chose fit for one line of a log.</summary>
internal static class PrintableText
{
    private const int Longest = 96;

    /// <summary>At most 96 characters, everything outside printable ASCII replaced by <c>?</c>.</summary>
    internal static string Sanitize(string text)
    {
        var kept = Math.Min(text.Length, Longest);
        var builder = new StringBuilder(kept + 1);
        foreach (var character in text.AsSpan(0, kept))
        {
            builder.Append(character is >= ' ' and <= '~' ? character : '?');
        }

        return text.Length > kept ? builder.Append('~').ToString() : builder.ToString();
    }

    /// <summary>True when an answer in XML can carry the text (XML 1.0 section 2.2).</summary>
    internal static bool IsXmlText(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (< 0x20 and not (0x9 or 0xA or 0xD)) or 0xFFFE or 0xFFFF)
            {
                return false;
            }
        }

        return true;
    }
}
