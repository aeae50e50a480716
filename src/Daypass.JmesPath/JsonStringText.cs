using System.Globalization;
using System.Text;

namespace Daypass.JmesPath;

/// <summary>The inside of a JSON string, read with the error texts a query prints.</summary>
internal static class JsonStringText
{
    /// <summary>The text with its escapes resolved, or null with a <paramref name="error"/>.</summary>
    public static string? Unescape(string text, out string? error)
    {
        var result = new StringBuilder(text.Length);
        error = null;
        for (var index = 0; index < text.Length && error is null; index++)
        {
            if (text[index] < ' ')
            {
                error = "Invalid control character at";
            }
            else if (text[index] == '"')
            {
                error = "Extra data";
            }
            else if (text[index] != '\\')
            {
                result.Append(text[index]);
            }
            else if (++index == text.Length)
            {
                error = "Unterminated string starting at";
            }
            else if (text[index] == 'u')
            {
                index += 4;
                error = AppendCodeUnit(result, text, index - 3);
            }
            else if (Escaped(text[index]) is { } character)
            {
                result.Append(character);
            }
            else
            {
                error = "Invalid \\escape";
            }
        }

        return error is null ? result.ToString() : null;
    }

    private static char? Escaped(char mark) => mark switch
    {
        '"' or '\\' or '/' => mark,
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => null,
    };

    private static string? AppendCodeUnit(StringBuilder result, string text, int start)
    {
        if (start + 4 > text.Length || !ushort.TryParse(text.AsSpan(start, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            return "Invalid \\uXXXX escape";
        }

        result.Append((char)unit);
        return null;
    }
}
