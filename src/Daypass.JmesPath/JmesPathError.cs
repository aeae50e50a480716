using System.Globalization;
using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>Why a query could not be read or evaluated, in the words of Python's jmespath module.</summary>
/// <param name="Message">The text, with the expression and a caret below the place where the place is known.</param>
/// <param name="IsSyntax">True when the expression is malformed; false when it failed on the value it was given.</param>
public sealed record JmesPathError(string Message, bool IsSyntax)
{
    internal static JmesPathError Empty() => new("Invalid JMESPath expression: cannot be empty.", true);

    internal static JmesPathError Lexical(string expression, int position, string message) =>
        new($"Bad jmespath expression: {message}:\n{expression}\n{Caret(expression, position, 0)}", true);

    internal static JmesPathError Incomplete(string expression) =>
        new($"Invalid jmespath expression: Incomplete expression:\n\"{expression}\"\n{Caret(expression, expression.Length, 1)}", true);

    internal static JmesPathError Parse(string expression, Token token, string reason, int? position = null)
    {
        var at = position ?? token.Start;
        var kind = token.Kind.Name().ToUpperInvariant();
        var column = CodePoints(expression, at).ToString(CultureInfo.InvariantCulture);
        return new(
            $"{reason}: Parse error at column {column}, token \"{PythonText.Format(token.Value)}\" ({kind}), for expression:\n\"{expression}\"\n{Caret(expression, at, 1)}",
            true);
    }

    internal static JmesPathError TooDeep() => new("Invalid jmespath expression: nested too deeply.", true);

    internal static JmesPathError TooLarge() => new("The query does too much work or gives too large a result.", false);

    internal static JmesPathError UnknownFunction(string name) => new($"Unknown function: {name}()", false);

    internal static JmesPathError ZeroStep() => new("slice step cannot be zero", false);

    internal static JmesPathError Arity(string function, int expected, int received, bool atLeast)
    {
        var least = atLeast ? "at least " : string.Empty;
        var noun = expected == 1 ? "argument" : "arguments";
        return new(string.Create(CultureInfo.InvariantCulture, $"Expected {least}{expected} {noun} for function {function}(), received {received}"), false);
    }

    internal static JmesPathError Type(string function, Value value, string[] expected, string received)
    {
        var types = ListValue.From();
        foreach (var type in expected)
        {
            types.Items.Add(Value.From(type));
        }

        return new($"In function {function}(), invalid type for value: {PythonText.Format(value)}, expected one of: {PythonText.Format(types)}, received: \"{received}\"", false);
    }

    private static string Caret(string expression, int position, int indent) => new string(' ', CodePoints(expression, position) + indent) + "^";

    // Columns are counted in characters as a user sees them; a pair of surrogates is one.
    private static int CodePoints(string text, int end)
    {
        var count = 0;
        for (var index = 0; index < end && index < text.Length; index++)
        {
            if (!char.IsLowSurrogate(text[index]))
            {
                count++;
            }
        }

        return count;
    }
}
