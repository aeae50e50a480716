using Daypass.Protocol.Errors;
using System.Globalization;
using System.Text;
using Daypass.Core.Sessions;

namespace Daypass.Federation;

/// <summary>What a session tag, a transitive key and a source identity may look like, whoever asserts them.</summary>
internal static class SessionTagRules
{
    internal const int MaxTags = 50;

    /// <summary>The tags with their transitive ones marked; null and the fault in AWS's words when they break a rule.</summary>
    internal static SessionTag[]? Combine(IReadOnlyList<KeyValuePair<string, string>> tags, IReadOnlyList<string> transitive, out string fault)
    {
        fault = Fault(tags, transitive) ?? string.Empty;
        if (fault.Length > 0)
        {
            return null;
        }

        var passedOn = new HashSet<string>(transitive, StringComparer.OrdinalIgnoreCase);
        var combined = new SessionTag[tags.Count];
        for (var index = 0; index < combined.Length; index++)
        {
            combined[index] = new SessionTag(tags[index].Key, tags[index].Value, passedOn.Contains(tags[index].Key));
        }

        return combined;
    }

    private static string? Fault(IReadOnlyList<KeyValuePair<string, string>> tags, IReadOnlyList<string> transitive)
    {
        if (tags.Count > MaxTags || transitive.Count > MaxTags)
        {
            return "Session tags exceed the limit of 50.";
        }

        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in tags)
        {
            if (!IsText(tag.Key, 1, 128) || !IsText(tag.Value, 0, 256) || tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                return "Session tags must match [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@], with keys of 1 to 128 characters that do not begin with \"aws:\" and values of up to 256.";
            }

            if (!keys.Add(tag.Key))
            {
                return CommonErrors.DuplicateTagKeys;
            }
        }

        foreach (var key in transitive)
        {
            if (!keys.Contains(key))
            {
                return StsErrors.TransitiveKeyNotRequestedText;
            }
        }

        return null;
    }

    /// <summary>True for 2 to 64 of the characters that session names and source identities are made of.</summary>
    internal static bool IsName(string text)
    {
        if (text.Length is < 2 or > 64)
        {
            return false;
        }

        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '+' or '=' or ',' or '.' or '@' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    // Lengths count characters as AWS counts them: Unicode scalar values.
    private static bool IsText(string text, int min, int max)
    {
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > max || !IsAllowed(rune))
            {
                return false;
            }
        }

        return count >= min;
    }

    private static bool IsAllowed(Rune rune) => rune.IsAscii && rune.Value is '_' or '.' or ':' or '/' or '=' or '+' or '-' or '@'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
