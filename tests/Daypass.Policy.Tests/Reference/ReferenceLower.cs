using System.Globalization;
using System.Text;

namespace Daypass.Policy.Tests.Reference;

/// <summary>Lower case as the caseless operators have it: one character for one, but for a dotted I and for a sigma at the end of a word.</summary>
internal static class ReferenceLower
{
    private const string InsideWords = "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

    public static string Lower(string text)
    {
        var lowered = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            lowered.Append(text[i] switch
            {
                'İ' => "i\u0307",
                'Σ' => Last(text[..i].EnumerateRunes()) && !First(text[(i + 1)..].EnumerateRunes()) ? "ς" : "σ",
                var c when char.IsSurrogate(c) => c.ToString(),
                var c => c.ToString().ToLowerInvariant(),
            });
        }

        return lowered.ToString();
    }

    private static bool Last(StringRuneEnumerator before) => IsLetter(before.Reverse());

    private static bool First(StringRuneEnumerator after) => IsLetter(after);

    private static bool IsLetter(IEnumerable<Rune> from)
    {
        var seen = from.SkipWhile(static rune => !IsCased(rune) && IsSeenThrough(rune)).Take(1).ToArray();
        return seen.Length == 1 && IsCased(seen[0]);
    }

    private static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || "ªºʰⅠⅰⒶⓐ".EnumerateRunes().Contains(rune);

    private static bool IsSeenThrough(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || InsideWords.EnumerateRunes().Contains(rune);
}
