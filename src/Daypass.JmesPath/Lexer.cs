using System.Globalization;
using System.Text;
using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>Cuts an expression into tokens; the first error ends the work.</summary>
internal sealed class Lexer(string expression)
{
    private readonly List<Token> _tokens = [];
    private int _position;

    public JmesPathError? Error { get; private set; }

    public List<Token> Tokenize()
    {
        if (expression.Length == 0)
        {
            Error = JmesPathError.Empty();
        }

        while (Error is null && _position < expression.Length)
        {
            Next(expression[_position]);
        }

        Add(TokenKind.End, string.Empty, expression.Length);
        return _tokens;
    }

    private void Next(char current)
    {
        switch (current)
        {
            case ' ' or '\t' or '\n' or '\r':
                _position++;
                break;
            case '.' or '*' or ']' or ',' or ':' or '@' or '(' or ')' or '{' or '}':
                Add(Single(current), current.ToString(), _position++);
                break;
            case '[':
                Bracket();
                break;
            case '\'':
                RawString();
                break;
            case '`':
                Literal();
                break;
            case '"':
                QuotedIdentifier();
                break;
            case '|':
                Pair(current, '|', TokenKind.Or, TokenKind.Pipe);
                break;
            case '&':
                Pair(current, '&', TokenKind.And, TokenKind.ExpressionReference);
                break;
            case '<':
                Pair(current, '=', TokenKind.LessOrEqual, TokenKind.Less);
                break;
            case '>':
                Pair(current, '=', TokenKind.GreaterOrEqual, TokenKind.Greater);
                break;
            case '!':
                Pair(current, '=', TokenKind.NotEqual, TokenKind.Not);
                break;
            case '=' when _position + 1 < expression.Length && expression[_position + 1] == '=':
                Add(TokenKind.Equal, "==", _position);
                _position += 2;
                break;
            case '=':
                Refuse(_position, "Unknown token '='");
                break;
            case '-' or (>= '0' and <= '9'):
                Number();
                break;
            case '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'):
                Identifier();
                break;
            default:
                Refuse(_position, "Unknown token " + char.ConvertFromUtf32(CodePointAt(_position)));
                break;
        }
    }

    private static TokenKind Single(char current) => current switch
    {
        '.' => TokenKind.Dot,
        '*' => TokenKind.Star,
        ']' => TokenKind.RightBracket,
        ',' => TokenKind.Comma,
        ':' => TokenKind.Colon,
        '@' => TokenKind.Current,
        '(' => TokenKind.LeftParenthesis,
        ')' => TokenKind.RightParenthesis,
        '{' => TokenKind.LeftBrace,
        _ => TokenKind.RightBrace,
    };

    private void Bracket()
    {
        var next = _position + 1 < expression.Length ? expression[_position + 1] : '\0';
        var (kind, text) = next switch
        {
            ']' => (TokenKind.Flatten, "[]"),
            '?' => (TokenKind.Filter, "[?"),
            _ => (TokenKind.LeftBracket, "["),
        };
        Add(kind, text, _position);
        _position += text.Length;
    }

    private void Pair(char first, char second, TokenKind both, TokenKind alone)
    {
        if (_position + 1 < expression.Length && expression[_position + 1] == second)
        {
            Add(both, string.Concat(first.ToString(), second.ToString()), _position);
            _position += 2;
        }
        else
        {
            Add(alone, first.ToString(), _position++);
        }
    }

    private void Number()
    {
        var start = _position++;
        while (_position < expression.Length && char.IsAsciiDigit(expression[_position]))
        {
            _position++;
        }

        var digits = expression.AsSpan(start, _position - start);
        if (digits is "-")
        {
            Refuse(start, "Unknown token '-'");
            return;
        }

        // An index beyond 64 bits is beyond every list too.
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            number = digits[0] == '-' ? long.MinValue : long.MaxValue;
        }

        _tokens.Add(new Token(TokenKind.Number, Value.From(number), start));
    }

    private void Identifier()
    {
        var start = _position;
        while (_position < expression.Length && (char.IsAsciiLetterOrDigit(expression[_position]) || expression[_position] == '_'))
        {
            _position++;
        }

        Add(TokenKind.UnquotedIdentifier, expression[start.._position], start);
    }

    private void RawString()
    {
        var start = _position;
        if (Delimited('\'') is { } text)
        {
            Add(TokenKind.Literal, text.Replace("\\'", "'", StringComparison.Ordinal), start);
        }
    }

    private void QuotedIdentifier()
    {
        var start = _position;
        if (Delimited('"') is not { } text)
        {
            return;
        }

        if (JsonStringText.Unescape(text, out var error) is { } name)
        {
            Add(TokenKind.QuotedIdentifier, name, start);
        }
        else
        {
            Refuse(start, error!);
        }
    }

    private void Literal()
    {
        var start = _position;
        if (Delimited('`') is not { } text)
        {
            return;
        }

        text = text.Replace("\\`", "`", StringComparison.Ordinal);
        var value = JsonText.Parse(text, out _);
        if (value is null && JsonStringText.Unescape(text.TrimStart(), out _) is { } bare)
        {
            // Text that is no JSON stands for itself, as it did before the language had raw strings.
            value = Value.From(bare);
        }

        if (value is null)
        {
            Refuse(start, "Bad token " + text);
        }
        else
        {
            _tokens.Add(new Token(TokenKind.Literal, value, start));
        }
    }

    // The text up to the delimiter, escapes left in place, or null with an error. The position moves behind the delimiter.
    private string? Delimited(char delimiter)
    {
        var start = _position++;
        var text = new StringBuilder();
        while (_position < expression.Length && expression[_position] != delimiter)
        {
            if (expression[_position] == '\\')
            {
                text.Append('\\');
                _position++;
            }

            if (_position < expression.Length)
            {
                text.Append(expression[_position++]);
            }
        }

        if (_position >= expression.Length)
        {
            Refuse(start, $"Unclosed {delimiter} delimiter");
            return null;
        }

        _position++;
        return text.ToString();
    }

    private int CodePointAt(int index) =>
        char.IsSurrogatePair(expression, index) ? char.ConvertToUtf32(expression, index) : char.IsSurrogate(expression[index]) ? 0xFFFD : expression[index];

    private void Add(TokenKind kind, string text, int start) => _tokens.Add(new Token(kind, Value.From(text), start));

    private void Refuse(int at, string message) => Error = JmesPathError.Lexical(expression, at, message);
}
