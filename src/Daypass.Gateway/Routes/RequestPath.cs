using System.Buffers;
using System.Text;

namespace Daypass.Gateway.Routes;

/// <summary>
/// A request's target, decoded once. Only targets that every program on the way reads alike are taken: nothing to resolve, nothing to decode twice, no
/// parameter within a segment.
/// </summary>
public sealed class RequestPath
{
    private const int Longest = 16 * 1024;
    private const int MostSegments = 256;

    private static readonly SearchValues<char> Unfit = SearchValues.Create("/\\;");

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly string _query;

    private RequestPath(string[] segments, string query) => (Segments, _query) = (segments, query);

    /// <summary>The decoded segments; the last one is empty when the path ends in a slash, and there is none in <c>/</c>.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>Reads the raw target; null when it is not one that is read alike everywhere.</summary>
    public static RequestPath? Read(string target)
    {
        if (target.Length is 0 or > Longest || target[0] != '/' || target.AsSpan().ContainsAnyExceptInRange('!', '~') || target.Contains('#',
            StringComparison.Ordinal))
        {
            return null;
        }

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? target : target[..mark];
        var parts = path == "/" ? [] : path[1..].Split('/');
        if (parts.Length > MostSegments)
        {
            return null;
        }

        for (var index = 0; index < parts.Length; index++)
        {
            if (Decode(parts[index]) is not { } decoded || (decoded.Length == 0 && index < parts.Length - 1) || !IsPlain(decoded))
            {
                return null;
            }

            parts[index] = decoded;
        }

        return new RequestPath(parts, mark < 0 ? "" : target[(mark + 1)..]);
    }

    /// <summary>The value of a parameter of the query, null when there is none.</summary>
    /// <param name="name">Its name, decoded.</param>
    /// <param name="value">The decoded value.</param>
    /// <returns>False when it is there twice, or cannot be decoded: who reads it next may read something else.</returns>
    public bool TryGetParameter(string name, out string? value)
    {
        value = null;
        foreach (var pair in _query.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = Decode((equals < 0 ? pair : pair[..equals]).Replace('+', ' '));
            if (key is null)
            {
                return false;
            }

            // Some programs do not tell names apart by case, or take what stands before a bracket for the name.
            var bare = key.IndexOf('[', StringComparison.Ordinal) is >= 0 and var bracket ? key[..bracket] : key;
            if (!bare.Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (value is not null || key != name || pair.Contains(';', StringComparison.Ordinal)
                || Decode(equals < 0 ? "" : pair[(equals + 1)..].Replace('+', ' ')) is not { } decoded || decoded.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0)
            {
                return false;
            }

            value = decoded;
        }

        return true;
    }

    private static bool IsPlain(string segment)
    {
        if (segment is "." or ".." || segment.AsSpan().ContainsAny(Unfit))
        {
            return false;
        }

        for (var at = 0; at < segment.Length; at++)
        {
            if (char.IsControl(segment[at])
                || (segment[at] == '%' && at + 2 < segment.Length && char.IsAsciiHexDigit(segment[at + 1]) && char.IsAsciiHexDigit(segment[at + 2])))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = new byte[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%')
            {
                bytes[length++] = (byte)text[at];
                continue;
            }

            if (at + 2 >= text.Length || Convert.FromHexString(text.AsSpan(at + 1, 2), bytes.AsSpan(length), out _, out _) != OperationStatus.Done)
            {
                return null;
            }

            length++;
            at += 2;
        }

        // Overlong forms and halves of characters are read in different ways, or not at all.
        return System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)) ? StrictUtf8.GetString(bytes, 0, length) : null;
    }
}
