using System.Globalization;
using System.Text;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Sts;

/// <summary>Which session tags a session gets: those passed now and those the calling session hands down.</summary>
/// <remarks>Source: IAM User Guide, "Pass session tags in AWS STS".</remarks>
public static class SessionTagRules
{
    private const string Reserved = "aws:";
    private const int MaxTags = 50;

    /// <summary>The tags of the new session, inherited ones first, or what is wrong with the ones passed.</summary>
    /// <param name="passed">Keys and values as they were passed, each key within its pattern.</param>
    /// <param name="transitiveKeys">Which of them are handed on.</param>
    /// <param name="inherited">The tags of the calling session; those that are not transitive end here.</param>
    public static Result<SessionTag[]> Combine(
        IReadOnlyList<KeyValuePair<string, string>> passed, IReadOnlyList<string> transitiveKeys, IReadOnlyList<SessionTag> inherited)
    {
        foreach (var (key, _) in passed)
        {
            if (key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase))
            {
                return StsErrors.ReservedTagKey();
            }
        }

        var keys = new HashSet<string>(passed.Count, StringComparer.OrdinalIgnoreCase);
        if (AddAll(keys, passed) is { } duplicate)
        {
            return duplicate;
        }

        var transitive = new HashSet<string>(transitiveKeys, StringComparer.OrdinalIgnoreCase);
        if (!transitive.IsSubsetOf(keys))
        {
            return StsErrors.TransitiveKeyNotRequested();
        }

        var tags = new List<SessionTag>(passed.Count);
        foreach (var tag in inherited)
        {
            if (!tag.Transitive)
            {
                continue;
            }

            if (keys.Contains(tag.Key))
            {
                return StsErrors.TransitiveKeyConflicts();
            }

            tags.Add(tag);
        }

        foreach (var (key, value) in passed)
        {
            tags.Add(new SessionTag(key, value, transitive.Contains(key)));
        }

        return tags.ToArray();
    }

    /// <summary>What is wrong with tags that become claims; null when nothing is. Their keys may begin with <c>aws:</c>: no policy reads them here.</summary>
    public static AwsError? ValidateClaims(IReadOnlyList<KeyValuePair<string, string>> passed) =>
        passed.Count == 0 ? null : AddAll(new HashSet<string>(passed.Count, StringComparer.OrdinalIgnoreCase), passed);

    /// <summary>The tags that an identity provider asserts. Nothing has looked at them before, so count and text are checked here as well.</summary>
    /// <param name="asserted">Keys and values as the token or the assertion has them.</param>
    /// <param name="transitiveKeys">Which of them are handed on.</param>
    public static Result<SessionTag[]> CombineAsserted(IReadOnlyList<KeyValuePair<string, string>> asserted, IReadOnlyList<string> transitiveKeys)
    {
        if (asserted.Count > MaxTags || transitiveKeys.Count > MaxTags)
        {
            return StsErrors.TooManySessionTags();
        }

        foreach (var (key, value) in asserted)
        {
            if (!IsTagText(key, 1, 128) || !IsTagText(value, 0, 256) || key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase))
            {
                return StsErrors.InvalidSessionTag();
            }
        }

        return Combine(asserted, transitiveKeys, []);
    }

    /// <summary>True for a session name or source identity as an identity provider may assert it: 2 to 64 of <c>[\w+=,.@-]</c>.</summary>
    /// <remarks>
    /// 64 is meant: the text that AWS answers to a bad claim says {2,64}. AssumeRole takes a SourceIdentity of up to 256 characters, because its model
    /// says so, and checks it by the constraint on its request.
    /// </remarks>
    public static bool IsAssertedName(string text)
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

    /// <summary>Adds <c>aws:RequestTag/…</c>, <c>aws:TagKeys</c> and <c>sts:TransitiveTagKeys</c> for the tags that were passed.</summary>
    public static void AddKeys(RequestContext keys, IReadOnlyList<KeyValuePair<string, string>> passed, IReadOnlyList<string> transitiveKeys)
    {
        foreach (var (key, value) in passed)
        {
            keys.Add("aws:RequestTag/", key, value);
            keys.Append("aws:TagKeys", key);
        }

        foreach (var key in transitiveKeys)
        {
            keys.Append("sts:TransitiveTagKeys", key);
        }
    }

    /// <summary>Tags as the wire has them, as pairs.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Pairs(this IReadOnlyList<Protocol.Sts.Tag> tags)
    {
        if (tags.Count == 0)
        {
            return [];
        }

        var pairs = new KeyValuePair<string, string>[tags.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new(tags[i].Key, tags[i].Value);
        }

        return pairs;
    }

    private static AwsError? AddAll(HashSet<string> keys, IReadOnlyList<KeyValuePair<string, string>> passed)
    {
        foreach (var (key, _) in passed)
        {
            if (!keys.Add(key))
            {
                return StsErrors.DuplicateTagKeys();
            }
        }

        return null;
    }

    // Lengths count characters as AWS counts them: Unicode scalar values.
    private static bool IsTagText(string text, int min, int max)
    {
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > max || !IsTagCharacter(rune))
            {
                return false;
            }
        }

        return count >= min;
    }

    private static bool IsTagCharacter(Rune rune) => rune.IsAscii && rune.Value is '_' or '.' or ':' or '/' or '=' or '+' or '-' or '@'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
