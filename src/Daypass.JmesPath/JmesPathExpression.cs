using System.Diagnostics.CodeAnalysis;
using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>A parsed expression of the JMESPath language (jmespath.org).</summary>
/// <remarks>
/// Total: every text either parses or gives an error, and every evaluation ends with a value or an error within a bounded number of
/// steps and a bounded depth. Instances are immutable and may be shared.
/// </remarks>
public sealed class JmesPathExpression
{
    /// <summary>The longest expression, in UTF-16 units.</summary>
    public const int MaximumLength = 32 * 1024;

    private readonly Node _root;

    private JmesPathExpression(string text, Node root) => (Text, _root) = (text, root);

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>Parses an expression.</summary>
    /// <returns>False, with the reason, when it is no expression of the language.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out JmesPathExpression? expression, [NotNullWhen(false)] out JmesPathError? error)
    {
        expression = null;
        if (text.Length > MaximumLength)
        {
            error = new JmesPathError($"Invalid jmespath expression: longer than {MaximumLength} characters.", true);
            return false;
        }

        var lexer = new Lexer(text);
        var tokens = lexer.Tokenize();
        error = lexer.Error;
        if (error is not null)
        {
            return false;
        }

        var parser = new Parser(text, tokens);
        var root = parser.Parse();
        error = parser.Error;
        expression = error is null ? new JmesPathExpression(text, root) : null;
        return expression is not null;
    }

    /// <summary>Evaluates the expression on a value.</summary>
    /// <returns>False, with the reason, when a function met a value it does not take or the work grew beyond its bound.</returns>
    public bool TrySearch(Value value, [NotNullWhen(true)] out Value? result, [NotNullWhen(false)] out JmesPathError? error)
    {
        var interpreter = new Interpreter();
        var found = interpreter.Visit(_root, value);

        // A reference to an expression is no value outside the evaluation.
        found = found.Kind == ValueKind.Expression ? Value.Null : found;
        interpreter.SpendOn(found);
        error = interpreter.Error;
        result = error is null ? found : null;
        return result is not null;
    }
}
