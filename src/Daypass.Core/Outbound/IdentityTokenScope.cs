using System.Buffers;

namespace Daypass.Core.Outbound;

/// <summary>The scope of a web identity token: values of RFC 6749, section 3.3, but for the comma, separated by single spaces.</summary>
internal static class IdentityTokenScope
{
    private static readonly SearchValues<char> Permitted = SearchValues.Create(
        string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(static code => (char)code).Where(static character => character is not ('"' or ',' or '\\'))));

    /// <summary>The values; null when the text is no scope.</summary>
    public static string[]? Parse(string text)
    {
        var values = text.Split(' ');
        var seen = new HashSet<string>(values.Length, StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (value.Length == 0 || value.AsSpan().ContainsAnyExcept(Permitted) || !seen.Add(value))
            {
                return null;
            }
        }

        return values;
    }
}
