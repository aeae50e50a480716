using System.Globalization;
using System.Text;
using Daypass.Client.Values;

namespace Daypass.Client.JmesPath;

/// <summary>Cuts an expression into tokens; the first fault ends the work.</summary>
internal sealed class Lexer(string expression)
{
    private readonly List<Token> tokens = [];
    private int position;

    public JmesPathFault? Fault { get; private set; }

    public List<Token> Tokenize()
    {
        if (expression.Length == 0)
        {
            Fault = JmesPathFault.Empty();
        }

        while (Fault is null && position < expression.Length)
        {
            Next(expression[position]);
        }

        Add(TokenKind.End, string.Empty, expression.Length);
        return tokens;
    }

    private void Next(char current)
    {
        switch (current)
        {
            case ' ' or '\t' or '\n' or '\r':
                position++;
                break;
            case '.' or '*' or ']' or ',' or ':' or '@' or '(' or ')' or '{' or '}':
                Add(Single(current), current.ToString(), position++);
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
            case '=' when position + 1 < expression.Length && expression[position + 1] == '=':
                Add(TokenKind.Equal, "==", position);
                position += 2;
                break;
            case '=':
                Refuse(position, "Unknown token '='");
                break;
            case '-' or (>= '0' and <= '9'):
                Number();
                break;
            case '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'):
                Identifier();
                break;
            default:
                Refuse(position, "Unknown token " + char.ConvertFromUtf32(CodePointAt(position)));
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
        var next = position + 1 < expression.Length ? expression[position + 1] : '\0';
        var (kind, text) = next switch
        {
            ']' => (TokenKind.Flatten, "[]"),
            '?' => (TokenKind.Filter, "[?"),
            _ => (TokenKind.LeftBracket, "["),
        };
        Add(kind, text, position);
        position += text.Length;
    }

    private void Pair(char first, char second, TokenKind both, TokenKind alone)
    {
        if (position + 1 < expression.Length && expression[position + 1] == second)
        {
            Add(both, string.Concat(first.ToString(), second.ToString()), position);
            position += 2;
        }
        else
        {
            Add(alone, first.ToString(), position++);
        }
    }

    private void Number()
    {
        var start = position++;
        while (position < expression.Length && char.IsAsciiDigit(expression[position]))
        {
            position++;
        }

        var digits = expression.AsSpan(start, position - start);
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

        tokens.Add(new Token(TokenKind.Number, Value.Of(number), start));
    }

    private void Identifier()
    {
        var start = position;
        while (position < expression.Length && (char.IsAsciiLetterOrDigit(expression[position]) || expression[position] == '_'))
        {
            position++;
        }

        Add(TokenKind.UnquotedIdentifier, expression[start..position], start);
    }

    private void RawString()
    {
        var start = position;
        if (Delimited('\'') is { } text)
        {
            Add(TokenKind.Literal, text.Replace("\\'", "'", StringComparison.Ordinal), start);
        }
    }

    private void QuotedIdentifier()
    {
        var start = position;
        if (Delimited('"') is not { } text)
        {
            return;
        }

        if (JsonStringText.Unescape(text, out var fault) is { } name)
        {
            Add(TokenKind.QuotedIdentifier, name, start);
        }
        else
        {
            Refuse(start, fault!);
        }
    }

    private void Literal()
    {
        var start = position;
        if (Delimited('`') is not { } text)
        {
            return;
        }

        text = text.Replace("\\`", "`", StringComparison.Ordinal);
        var value = JsonText.Read(text, out _);
        if (value is null && JsonStringText.Unescape(text.TrimStart(), out _) is { } bare)
        {
            // Text that is no JSON stands for itself, as it did before the language had raw strings.
            value = Value.Of(bare);
        }

        if (value is null)
        {
            Refuse(start, "Bad token " + text);
        }
        else
        {
            tokens.Add(new Token(TokenKind.Literal, value, start));
        }
    }

    // The text up to the delimiter, escapes left in place, or null with a fault. The position moves behind the delimiter.
    private string? Delimited(char delimiter)
    {
        var start = position++;
        var text = new StringBuilder();
        while (position < expression.Length && expression[position] != delimiter)
        {
            if (expression[position] == '\\')
            {
                text.Append('\\');
                position++;
            }

            if (position < expression.Length)
            {
                text.Append(expression[position++]);
            }
        }

        if (position >= expression.Length)
        {
            Refuse(start, $"Unclosed {delimiter} delimiter");
            return null;
        }

        position++;
        return text.ToString();
    }

    private int CodePointAt(int index) =>
        char.IsSurrogatePair(expression, index) ? char.ConvertToUtf32(expression, index) : char.IsSurrogate(expression[index]) ? 0xFFFD : expression[index];

    private void Add(TokenKind kind, string text, int start) => tokens.Add(new Token(kind, Value.Of(text), start));

    private void Refuse(int at, string message) => Fault = JmesPathFault.Lexical(expression, at, message);
}
