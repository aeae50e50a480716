using System.Text;
using Daypass.S3.Text;

namespace Daypass.S3.Bodies;

/// <summary>Reads and judges tags of objects.</summary>
public static class ObjectTags
{
    /// <summary>How many an object may have.</summary>
    public const int Most = 10;

    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>Reads the header <c>x-amz-tagging</c>; null when it is not what it should be. A plus is a blank here, as in forms.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tags = new List<KeyValuePair<string, string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (!TryDecode(equals < 0 ? pair : pair[..equals], out var key) || !TryDecode(equals < 0 ? "" : pair[(equals + 1)..], out var value)
                || !IsTag(key, value) || !seen.Add(key) || tags.Count == Most)
            {
                return null;
            }

            tags.Add(new(key, value));
        }

        return tags;
    }

    /// <summary>The header anew, in the one spelling that every store reads alike.</summary>
    public static string Write(IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            UrlText.Append(text.Append(text.Length == 0 ? "" : "&"), key, keepsSlashes: false);
            UrlText.Append(text.Append('='), value, keepsSlashes: false);
        }

        return text.ToString();
    }

    /// <summary>Whether a tag may be called and say so.</summary>
    public static bool IsTag(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return key.Length is > 0 and <= LongestKey && value.Length <= LongestValue && IsText(key) && IsText(value);
    }

    private static bool IsText(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) && !Rune.IsWhiteSpace(rune) && !(rune.IsAscii && "_.:/=+-@".Contains((char)rune.Value)))
            {
                return false;
            }
        }

        return !text.AsSpan().ContainsAny('\r', '\n', '\0');
    }

    private static bool TryDecode(string text, out string decoded) =>
        UrlText.TryDecode(text.Replace("+", "%20", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal), out decoded);
}
