namespace Daypass.Protocol.Catalogue;

/// <summary>How restJson1 asks for an operation: a method and a path, in which members stand in braces. Its other members travel in the query.</summary>
public sealed class OperationRoute
{
    private OperationRoute(string method, string[] segments) => (Method, Segments) = (method, segments);

    /// <summary>The method.</summary>
    public string Method { get; }

    /// <summary>What stands between the slashes of the path: a word, or the name of a member in braces.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>Reads a method and a path, such as <c>GET /things/{name}</c>.</summary>
    public static OperationRoute Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return new OperationRoute(text[..blank], text[(blank + 2)..].Split('/'));
    }

    /// <summary>The member that a segment stands for, or null for a word.</summary>
    public static string? MemberOf(string segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return segment.StartsWith('{') ? segment[1..^1] : null;
    }

    /// <summary>Whether a request is asked for in this way; a segment that is empty stands for no member.</summary>
    public bool Matches(string method, ReadOnlySpan<char> path)
    {
        if (!string.Equals(method, Method, StringComparison.Ordinal))
        {
            return false;
        }

        var at = 0;
        foreach (var range in path[1..].Split('/'))
        {
            var segment = path[1..][range];
            if (at == Segments.Count || (MemberOf(Segments[at]) is null ? !segment.SequenceEqual(Segments[at]) : segment.IsEmpty))
            {
                return false;
            }

            at++;
        }

        return at == Segments.Count;
    }
}
