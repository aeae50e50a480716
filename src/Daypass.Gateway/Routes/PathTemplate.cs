using System.Buffers;

namespace Daypass.Gateway.Routes;

/// <summary>The paths of a route: <c>/orders/{id}</c>, and <c>/files/{**name}</c> for one segment or several at the end.</summary>
public sealed class PathTemplate
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly SearchValues<char> LiteralCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~!$&'()+,=:@");

    private readonly PathPart[] _parts;

    private PathTemplate(string text, PathPart[] parts) => (Text, _parts) = (text, parts);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The names of its variables.</summary>
    public IEnumerable<string> Names => _parts.Where(static part => part.Kind != PathPartKind.Literal).Select(static part => part.Text);

    private bool HasRest => _parts is [.., { Kind: PathPartKind.Rest }];

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static PathTemplate Parse(string text)
    {
        if (text is not ['/', ..])
        {
            throw new FormatException($"The path '{text}' does not begin with a slash.");
        }

        var segments = text == "/" ? [] : text[1..].Split('/');
        var parts = new PathPart[segments.Length];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < segments.Length; index++)
        {
            var part = parts[index] = ReadPart(segments[index], text);
            var isLast = index == segments.Length - 1;
            if (part is { Kind: PathPartKind.Literal, Text: "" or "." or ".." } && !(isLast && part.Text.Length == 0))
            {
                throw new FormatException($"The path '{text}' has a segment that no request may have.");
            }

            if (part.Kind == PathPartKind.Rest && !isLast)
            {
                throw new FormatException($"{{**{part.Text}}} has to be the end of '{text}'.");
            }

            if (part.Kind != PathPartKind.Literal && !names.Add(part.Text))
            {
                throw new FormatException($"{{{part.Text}}} is there twice in '{text}'.");
            }
        }

        return new PathTemplate(text, parts);
    }

    /// <summary>Whether a path is one of these.</summary>
    public bool Matches(RequestPath path)
    {
        var segments = path.Segments;
        if (HasRest ? segments.Count < _parts.Length || segments[^1].Length == 0 : segments.Count != _parts.Length)
        {
            return false;
        }

        for (var index = 0; index < _parts.Length; index++)
        {
            var part = _parts[index];
            if (part.Kind == PathPartKind.Literal ? !string.Equals(part.Text, segments[index], StringComparison.Ordinal) : segments[index].Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value of a variable in a path that matches; null when there is no such variable.</summary>
    public string? Find(RequestPath path, string name)
    {
        for (var index = 0; index < _parts.Length; index++)
        {
            if (_parts[index].Kind != PathPartKind.Literal && _parts[index].Text == name)
            {
                return _parts[index].Kind == PathPartKind.Name ? path.Segments[index] : string.Join('/', path.Segments.Skip(index));
            }
        }

        return null;
    }

    /// <summary>Whether there is a path that is both one of these and one of those.</summary>
    public bool Overlaps(PathTemplate other) => Align(other, static (one, two) => one.Kind == PathPartKind.Literal && two.Kind == PathPartKind.Literal
        ? one.Text == two.Text : !one.IsEmpty && !two.IsEmpty);

    /// <summary>Whether each of these paths is one of those as well.</summary>
    public bool IsWithin(PathTemplate other) => (!HasRest || other.HasRest) && Align(other, static (one, two) => two.Kind switch
    {
        PathPartKind.Literal => one == two,
        PathPartKind.Name => one.Kind != PathPartKind.Rest && !one.IsEmpty,
        _ => !one.IsEmpty,
    });

    /// <summary>As it was written.</summary>
    public override string ToString() => Text;

    /// <summary>Compares part by part; what stands for the rest stands against each part of the other.</summary>
    private bool Align(PathTemplate other, Func<PathPart, PathPart, bool> fits)
    {
        var (mine, theirs) = (_parts.Length, other._parts.Length);
        if ((!HasRest && mine < theirs) || (!other.HasRest && theirs < mine))
        {
            return false;
        }

        for (var index = 0; index < Math.Max(mine, theirs); index++)
        {
            if (!fits(_parts[Math.Min(index, mine - 1)], other._parts[Math.Min(index, theirs - 1)]))
            {
                return false;
            }
        }

        return true;
    }

    private static PathPart ReadPart(string segment, string text)
    {
        if (segment is ['{', .. var inner, '}'])
        {
            var isRest = inner.StartsWith("**", StringComparison.Ordinal);
            var name = isRest ? inner[2..] : inner;
            return name.Length > 0 && !name.AsSpan().ContainsAnyExcept(NameCharacters) && name is not ("region" or "account")
                ? new PathPart(isRest ? PathPartKind.Rest : PathPartKind.Name, name)
                : throw new FormatException($"'{segment}' in '{text}' is not a variable: its name is of letters, digits, - and _, and not region or account.");
        }

        return !segment.AsSpan().ContainsAnyExcept(LiteralCharacters) ? new PathPart(PathPartKind.Literal, segment)
            : throw new FormatException($"'{segment}' in '{text}' has a character that a path has only percent-encoded, or is partly a variable.");
    }

    private enum PathPartKind
    {
        Literal,
        Name,
        Rest,
    }

    private readonly record struct PathPart(PathPartKind Kind, string Text)
    {
        /// <summary>What follows a slash at the end.</summary>
        public bool IsEmpty => Text.Length == 0;
    }
}
