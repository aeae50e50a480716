using System.Buffers;

namespace Daypass.Protocol.Signing;

/// <summary>A raw request target cut into path and query, nothing decoded.</summary>
public readonly ref struct RequestTarget
{
    private static readonly SearchValues<char> Delimiters = SearchValues.Create("/?");

    private RequestTarget(ReadOnlySpan<char> authority, ReadOnlySpan<char> path, ReadOnlySpan<char> query)
    {
        Authority = authority;
        Path = path;
        Query = query;
    }

    /// <summary>Host and port of a target in absolute form (<c>http://host/path</c>); empty in the usual origin form.</summary>
    public ReadOnlySpan<char> Authority { get; }

    /// <summary>The path as sent; begins with a slash.</summary>
    public ReadOnlySpan<char> Path { get; }

    /// <summary>The query as sent, without its question mark.</summary>
    public ReadOnlySpan<char> Query { get; }

    /// <summary>False for a target that is neither in origin nor in absolute form, and for one with a malformed percent escape.</summary>
    public static bool TryParse(ReadOnlySpan<char> rawTarget, out RequestTarget target)
    {
        target = default;
        var authority = ReadOnlySpan<char>.Empty;
        var rest = rawTarget;
        if (rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[(rest.IndexOf(':') + 3)..];
            var end = rest.IndexOfAny(Delimiters);
            authority = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[end..];
            if (authority.IsEmpty)
            {
                return false;
            }
        }
        else if (!rest.StartsWith('/'))
        {
            return false;
        }

        if (!HasOnlyWholeEscapes(rest))
        {
            return false;
        }

        var mark = rest.IndexOf('?');
        var path = mark < 0 ? rest : rest[..mark];
        target = new RequestTarget(authority, path.IsEmpty ? "/" : path, mark < 0 ? default : rest[(mark + 1)..]);
        return true;
    }

    private static bool HasOnlyWholeEscapes(ReadOnlySpan<char> text)
    {
        while (text.IndexOf('%') is >= 0 and var at)
        {
            if (text.Length < at + 3 || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                return false;
            }

            text = text[(at + 3)..];
        }

        return true;
    }
}
