using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    End,
    UnquotedIdentifier,
    QuotedIdentifier,
    Literal,
    RightBracket,
    RightParenthesis,
    Comma,
    RightBrace,
    Number,
    Current,
    ExpressionReference,
    Colon,
    Pipe,
    Or,
    And,
    Equal,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    NotEqual,
    Flatten,
    Star,
    Filter,
    Dot,
    Not,
    LeftBrace,
    LeftBracket,
    LeftParenthesis,
}

/// <summary>One token and where it starts, counted in UTF-16 units.</summary>
internal readonly record struct Token(TokenKind Kind, Value Value, int Start);

/// <summary>The two properties a token kind has: its name in error texts and how strongly it binds to what stands left of it.</summary>
internal static class TokenKinds
{
    /// <summary>Kinds that bind weaker than this end a projection.</summary>
    public const int ProjectionStop = 10;

    private static readonly string[] Names =
    [
        "eof", "unquoted_identifier", "quoted_identifier", "literal", "rbracket", "rparen", "comma", "rbrace", "number", "current",
        "expref", "colon", "pipe", "or", "and", "eq", "gt", "lt", "gte", "lte", "ne", "flatten", "star", "filter", "dot", "not",
        "lbrace", "lbracket", "lparen",
    ];

    public static string Name(this TokenKind kind) => Names[(int)kind];

    public static int BindingPower(this TokenKind kind) => kind switch
    {
        TokenKind.Pipe => 1,
        TokenKind.Or => 2,
        TokenKind.And => 3,
        >= TokenKind.Equal and <= TokenKind.NotEqual => 5,
        TokenKind.Flatten => 9,
        TokenKind.Star => 20,
        TokenKind.Filter => 21,
        TokenKind.Dot => 40,
        TokenKind.Not => 45,
        TokenKind.LeftBrace => 50,
        TokenKind.LeftBracket => 55,
        TokenKind.LeftParenthesis => 60,
        _ => 0,
    };
}
