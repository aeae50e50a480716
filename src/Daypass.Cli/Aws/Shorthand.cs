using Daypass.JmesPath.Values;

namespace Daypass.Cli.Aws;

/// <summary>Reads the shorthand syntax of structured options: <c>Key=a,Value=b</c>, <c>a=[1,2]</c>, <c>a={b=c}</c>, <c>a@=file://name</c>.</summary>
/// <remarks>Knows no model: every scalar is text, and <c>a=b,c</c> is a list. The first error ends the work.</remarks>
internal sealed partial class Shorthand
{
    private const int MaximumDepth = 64;

    private readonly string _input;
    private readonly Func<string, (string? Content, string? Error)> _resolve;
    private int _position;
    private int _depth;
    private bool _resolving;

    private Shorthand(string input, Func<string, (string? Content, string? Error)> resolve) => (_input, _resolve) = (input, resolve);

    /// <summary>Why the text could not be read; null while it could.</summary>
    private string? Error { get; set; }

    private bool AtEnd => _position >= _input.Length;

    private char Current => AtEnd ? '\0' : _input[_position];

    /// <summary>The structure a text stands for, or null with a <paramref name="error"/>.</summary>
    /// <param name="input">The text.</param>
    /// <param name="resolve">Gives the content of a file for a value written with <c>@=</c>; null for what names no file.</param>
    /// <param name="error">Why it is no shorthand.</param>
    public static MapValue? Parse(string input, Func<string, (string? Content, string? Error)> resolve, out string? error)
    {
        var shorthand = new Shorthand(input, resolve);
        var value = shorthand.Pairs();
        error = shorthand.Error;
        return error is null ? value : null;
    }

    private MapValue Pairs()
    {
        var pairs = new MapValue();
        var (key, value) = Pair();
        pairs.Set(key, value);
        var last = _position;
        while (Error is null && !AtEnd)
        {
            Expect(',', skipBlanks: true);
            (key, value) = Pair();
            if (Error is null && pairs.TryGet(key, out _))
            {
                Error = $"Second instance of key \"{key}\" encountered for input:\n{Location(last + 1)}\nThis is often because there is a preceding \",\" instead of a space.";
            }

            pairs.Set(key, value);
            last = _position;
        }

        return pairs;
    }

    private (string Key, Value Value) Pair()
    {
        var key = Key();
        Assignment();
        return (key, Error is not null ? Value.Null : Current switch
        {
            '\0' when AtEnd => Value.From(string.Empty),
            '[' => List(),
            '{' => Map(),
            _ => Listed(),
        });
    }

    private string Key()
    {
        var start = _position;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '-' or '_' or '.' or '#' or '/' or ':')
        {
            _position++;
        }

        return _input[start.._position];
    }

    private void Assignment()
    {
        _resolving = false;
        SkipBlanks();
        if (Current == '@')
        {
            _position++;
            _resolving = true;
        }

        Expect('=', skipBlanks: true);
    }

    // "a" or "a,b", but in "a,k=v" the comma ends the value.
    private Value Listed()
    {
        var first = First();
        SkipBlanks();
        if (Error is not null || Current != ',' || AtEnd)
        {
            return first;
        }

        Expect(',', skipBlanks: true);
        var list = ListValue.From(first);
        while (true)
        {
            var next = Further();
            SkipBlanks();
            if (Error is null && AtEnd)
            {
                list.Items.Add(next);
                break;
            }

            Expect(',', skipBlanks: true);
            if (Error is null)
            {
                list.Items.Add(next);
                continue;
            }

            if (!AtEnd)
            {
                // What followed the comma was the next key: go back to it.
                Error = null;
                _position = _input.LastIndexOf(',', _position);
            }

            break;
        }

        return list.Items.Count == 1 ? first : list;
    }

    private ListValue List()
    {
        var list = new ListValue();
        if (!Enter())
        {
            return list;
        }

        Expect('[', skipBlanks: true);
        while (Error is null && Current != ']')
        {
            list.Items.Add(Nested());
            Separate(']');
        }

        Expect(']', skipBlanks: false);
        _depth--;
        return list;
    }

    private MapValue Map()
    {
        var map = new MapValue();
        if (!Enter())
        {
            return map;
        }

        Expect('{', skipBlanks: true);
        while (Error is null && Current != '}')
        {
            var key = Key();
            Assignment();
            map.Set(key, Nested());
            Separate('}');
        }

        Expect('}', skipBlanks: false);
        _depth--;
        return map;
    }

    private Value Nested() => Error is not null ? Value.Null : Current switch
    {
        '[' => List(),
        '{' => Map(),
        _ => First(),
    };

    private void Separate(char close)
    {
        SkipBlanks();
        if (Error is null && Current != close)
        {
            Expect(',', skipBlanks: false);
            SkipBlanks();
        }
    }

    private bool Enter()
    {
        if (++_depth > MaximumDepth)
        {
            Error ??= $"The value is nested more than {MaximumDepth} deep.";
        }

        return Error is null;
    }

    private void Expect(char character, bool skipBlanks)
    {
        if (Error is not null)
        {
            return;
        }

        if (skipBlanks)
        {
            SkipBlanks();
        }

        if (AtEnd || Current != character)
        {
            Unexpected(character.ToString(), AtEnd ? "EOF" : Current.ToString());
            return;
        }

        _position++;
        if (skipBlanks)
        {
            SkipBlanks();
        }
    }

    private void SkipBlanks()
    {
        while (!AtEnd && Current is ' ' or '\t' or '\n' or '\r' or '\v' or '\f')
        {
            _position++;
        }
    }

    private void Unexpected(string expected, string actual) =>
        Error ??= $"Expected: '{expected}', received: '{actual}' for input:\n {Location(_position)}";

    // The line of the place with a caret below it, and the lines after it.
    private string Location(int index)
    {
        index = Math.Min(index, _input.Length);
        var lineStart = index == 0 ? 0 : _input.LastIndexOf('\n', index - 1) + 1;
        var lineEnd = index >= _input.Length ? -1 : _input.IndexOf('\n', index);
        var (shown, rest) = lineEnd < 0 ? (_input, string.Empty) : (_input[..lineEnd], _input[lineEnd..]);
        return $"{shown}\n{new string(' ', index - lineStart)}^{rest}";
    }
}
