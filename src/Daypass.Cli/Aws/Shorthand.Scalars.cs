using System.Text;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Aws;

/// <summary>The scalars of the shorthand syntax: quoted and bare.</summary>
internal sealed partial class Shorthand
{
    private Value First() => Current switch
    {
        '\'' => Quoted('\'', "singled quoted"),
        '"' => Quoted('"', "double quoted"),
        _ => Bare(IsFirstFollower) is { } text ? Resolved(text) : Value.From(string.Empty),
    };

    private Value Further()
    {
        switch (Current)
        {
            case '\'':
                return Quoted('\'', "singled quoted");
            case '"':
                return Quoted('"', "double quoted");
            default:
                if (Bare(IsFurtherFollower) is { } text)
                {
                    return Resolved(text);
                }

                Unexpected("<second>", "<none>");
                return Value.Null;
        }
    }

    // The text up to what cannot be part of it, with "\," as a comma; null when not even its first character can.
    private string? Bare(Func<char, bool> follows)
    {
        var start = _position;
        while (!AtEnd && (IsEscapedComma() || (_position == start ? IsStarter(Current) : follows(Current))))
        {
            _position += IsEscapedComma() ? 2 : 1;
        }

        return _position == start ? null : _input[start.._position].Replace("\\,", ",", StringComparison.Ordinal).TrimEnd();
    }

    private bool IsEscapedComma() => Current == '\\' && _position + 1 < _input.Length && _input[_position + 1] == ',';

    private static bool IsStarter(char character) => character > ' ' && character is not ('"' or '\'' or ',' or '=' or '[' or '{');

    private static bool IsFirstFollower(char character) =>
        (character >= ' ' || char.IsWhiteSpace(character)) && character is not ('"' or '\'' or ',' or ']' or '}');

    private static bool IsFurtherFollower(char character) =>
        (character >= ' ' || char.IsWhiteSpace(character)) && character is not ('"' or '\'' or ',' or '=');

    private Value Quoted(char quote, string name)
    {
        var escapedQuote = -1;
        for (var index = _position + 1; index < _input.Length; index++)
        {
            if (_input[index] == quote)
            {
                return Unquoted(index, quote);
            }

            if (_input[index] == '\\' && index + 1 < _input.Length && _input[index + 1] == quote)
            {
                escapedQuote = ++index;
            }
        }

        // Without another quote behind it, an escaped one is the end after all.
        if (escapedQuote >= 0)
        {
            return Unquoted(escapedQuote, quote);
        }

        Unexpected($"<{name}>", "<none>");
        return Value.Null;
    }

    private Value Unquoted(int end, char quote)
    {
        var content = new StringBuilder(_input, _position + 1, end - _position - 1, end);
        content.Replace("\\" + quote, quote.ToString()).Replace("\\\\", "\\");
        _position = end + 1;
        return Resolved(content.ToString());
    }

    private Value Resolved(string text)
    {
        if (!_resolving)
        {
            return Value.From(text);
        }

        var (content, error) = _resolve(text);
        Error ??= error;
        return Value.From(content ?? text);
    }
}
