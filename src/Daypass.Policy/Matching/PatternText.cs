using System.Buffers;
using System.Text;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Matching;

/// <summary>What one token of a policy value stands for.</summary>
internal enum PatternTokenKind
{
    Literal,
    Star,
    Question,
    Variable,
}

/// <summary>Literal text, a wildcard, or a variable with its key and default.</summary>
internal readonly record struct PatternToken(PatternTokenKind Kind, string Text, string? Default, int KeyHash);

/// <summary>A policy value cut into literal text, wildcards and variables; what a variable brings is literal, whatever it contains.</summary>
internal sealed class PatternText
{
    /// <summary>In an expanded pattern, the wildcard for any run of characters.</summary>
    public const int Star = -1;

    /// <summary>In an expanded pattern, the wildcard for one character.</summary>
    public const int Question = -2;

    private static readonly SearchValues<char> NotInKeys = SearchValues.Create("{}$,'\"");

    private readonly bool _isPlain;

    private PatternText(PatternToken[] tokens)
    {
        Tokens = tokens;
        HasVariables = Array.Exists(tokens, static token => token.Kind == PatternTokenKind.Variable);
        var wildcard = Array.FindIndex(tokens, static token => token.Kind is PatternTokenKind.Star or PatternTokenKind.Question);
        _isPlain = wildcard < 0 || (wildcard == tokens.Length - 1 && tokens[wildcard].Kind == PatternTokenKind.Star);
    }

    public PatternToken[] Tokens { get; }

    public bool HasVariables { get; }

    /// <summary>The text of a pattern without variables and wildcards, which is one token or none.</summary>
    public string Literal => Tokens.Length == 0 ? "" : Tokens[0].Text;

    /// <param name="text">The value as written.</param>
    /// <param name="variables">True in documents of version 2012-10-17.</param>
    /// <param name="wildcards">True where a bare star or question mark is a wildcard.</param>
    public static PatternText Parse(string text, bool variables, bool wildcards)
    {
        var tokens = new List<PatternToken>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (variables && c == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                var end = ReadVariable(text, i, out var token);
                if (end > 0)
                {
                    if (token.Kind == PatternTokenKind.Literal)
                    {
                        literal.Append(token.Text);
                    }
                    else
                    {
                        FlushLiteral(tokens, literal);
                        tokens.Add(token);
                    }

                    i = end - 1;
                    continue;
                }
            }

            if (wildcards && c is '*' or '?')
            {
                FlushLiteral(tokens, literal);
                tokens.Add(new PatternToken(c == '*' ? PatternTokenKind.Star : PatternTokenKind.Question, "", null, 0));
                continue;
            }

            literal.Append(c);
        }

        FlushLiteral(tokens, literal);
        return new PatternText(tokens.ToArray());
    }

    /// <summary>What stands in the <c>${...}</c> of a value, in its order: keys, and the three characters that are written so.</summary>
    public static List<string> FindVariables(string text)
    {
        var names = new List<string>();
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at, StringComparison.Ordinal))
        {
            var end = ReadVariable(text, at, out var token);
            if (end > 0)
            {
                names.Add(token.Text);
            }

            at = end > 0 ? end : at + 2;
        }

        return names;
    }

    /// <summary>Matches a text against the pattern with its variables filled in; false when one has no value.</summary>
    public bool IsMatch(ReadOnlySpan<char> text, AuthorizationRequest request)
    {
        if (_isPlain && request.Trace is null)
        {
            return IsPlainMatch(text, request);
        }

        return TryExpand(request, out var pattern) && ExpandedPattern.IsMatch(pattern, text, request);
    }

    /// <summary>Text and variables, with at most one star at the end: nothing to expand, nothing to go back to.</summary>
    private bool IsPlainMatch(ReadOnlySpan<char> text, AuthorizationRequest request)
    {
        foreach (ref readonly var token in Tokens.AsSpan())
        {
            if (token.Kind == PatternTokenKind.Star)
            {
                return true;
            }

            if (FindValue(token, request) is not { } part || !text.StartsWith(part))
            {
                return false;
            }

            text = text[part.Length..];
        }

        return text.IsEmpty;
    }

    /// <summary>Fills the variables in; false when one has neither value nor default.</summary>
    public bool TryExpand(AuthorizationRequest request, out ReadOnlySpan<int> pattern)
    {
        pattern = default;
        if (!TryMeasure(request, out var length))
        {
            return false;
        }

        var expanded = request.GetPatternBuffer(length);
        var at = 0;
        foreach (ref readonly var token in Tokens.AsSpan())
        {
            switch (token.Kind)
            {
                case PatternTokenKind.Star:
                    expanded[at++] = Star;
                    break;
                case PatternTokenKind.Question:
                    expanded[at++] = Question;
                    break;
                default:
                    foreach (var c in FindValue(token, request)!)
                    {
                        expanded[at++] = c;
                    }

                    break;
            }
        }

        pattern = expanded;
        return true;
    }

    /// <summary>Fills the variables of a text without wildcards in; false when one has neither value nor default.</summary>
    public bool TryFill(AuthorizationRequest request, out ReadOnlySpan<char> text)
    {
        text = default;
        if (!TryMeasure(request, out var length))
        {
            return false;
        }

        var filled = request.GetTextBuffer(length);
        var at = 0;
        foreach (ref readonly var token in Tokens.AsSpan())
        {
            var part = FindValue(token, request)!;
            part.CopyTo(filled[at..]);
            at += part.Length;
        }

        text = filled;
        return true;
    }

    /// <summary>The length of the text with its variables filled in, which the request pays for; false when one has neither value nor default.</summary>
    private bool TryMeasure(AuthorizationRequest request, out int length)
    {
        length = 0;
        var sum = 0L;
        foreach (ref readonly var token in Tokens.AsSpan())
        {
            if (token.Kind is PatternTokenKind.Star or PatternTokenKind.Question)
            {
                sum++;
            }
            else if (FindValue(token, request) is { } text)
            {
                sum += text.Length;
            }
            else
            {
                return false;
            }
        }

        if (!request.TrySpend((int)Math.Min(int.MaxValue, sum / 2)))
        {
            return false;
        }

        length = (int)sum;
        return true;
    }

    /// <summary>The text a token stands for; null for a variable without value or default. Only single-valued keys have a value here.</summary>
    public static string? FindValue(in PatternToken token, AuthorizationRequest request)
    {
        if (token.Kind != PatternTokenKind.Variable)
        {
            return token.Text;
        }

        var context = request.Context;
        var entry = context.FindRemembered(token.Text, token.KeyHash);
        if (entry < 0)
        {
            if (token.Default is null)
            {
                request.Trace?.AddMissing(token.Text);
            }

            return token.Default;
        }

        return context.IsSingle(entry) ? context.GetText(entry, 0) : null;
    }

    private static void FlushLiteral(List<PatternToken> tokens, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            tokens.Add(new PatternToken(PatternTokenKind.Literal, literal.ToString(), null, 0));
            literal.Clear();
        }
    }

    /// <summary>Reads <c>${...}</c> at a place; 0 when what stands there is no variable, and so is literal text.</summary>
    private static int ReadVariable(string text, int at, out PatternToken token)
    {
        token = default;
        var end = text.IndexOf('}', at);
        if (end < 0)
        {
            return 0;
        }

        var inner = text.AsSpan(at + 2, end - at - 2).Trim();
        if (inner is "*" or "?" or "$")
        {
            token = new PatternToken(PatternTokenKind.Literal, inner.ToString(), null, 0);
            return end + 1;
        }

        string? fallback = null;
        var quote = text.IndexOf('\'', at + 2);
        var comma = text.IndexOf(',', at + 2);
        if (comma > 0 && quote > comma && comma < end && text.AsSpan(comma + 1, quote - comma - 1).IsWhiteSpace())
        {
            // A default may itself hold a closing brace, so its quotes are looked for first.
            var close = text.IndexOf('\'', quote + 1);
            var brace = close < 0 ? -1 : text.IndexOf('}', close);
            if (brace < 0 || !text.AsSpan(close + 1, brace - close - 1).IsWhiteSpace())
            {
                return 0;
            }

            fallback = text[(quote + 1)..close];
            inner = text.AsSpan(at + 2, comma - at - 2).Trim();
            end = brace;
        }

        if (inner.IsEmpty || inner.ContainsAny(NotInKeys))
        {
            return 0;
        }

        var key = inner.ToString();
        token = new PatternToken(PatternTokenKind.Variable, key, fallback, KeyHash.Compute(null, key));
        return end + 1;
    }
}
