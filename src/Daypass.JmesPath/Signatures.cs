using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>What a function takes: one set of types per argument, an empty set for any type.</summary>
internal sealed class Signatures
{
    private static readonly string[] Any = [];
    private static readonly string[] Number = ["number"];
    private static readonly string[] Text = ["string"];
    private static readonly string[] Array = ["array"];
    private static readonly string[] Object = ["object"];
    private static readonly string[] Expression = ["expref"];
    private static readonly string[] NumberArray = ["array-number"];
    private static readonly string[] NumbersOrTexts = ["array-number", "array-string"];

    private readonly string _name;
    private readonly string[][] _arguments;
    private readonly bool _variadic;

    private Signatures(string name, bool variadic, params string[][] arguments) => (_name, _variadic, _arguments) = (name, variadic, arguments);

    /// <summary>The signature of a function, or null when there is no such function.</summary>
    public static Signatures? Find(string name) => name switch
    {
        "abs" or "ceil" or "floor" => new(name, false, Number),
        "avg" or "sum" => new(name, false, NumberArray),
        "contains" => new(name, false, ["array", "string"], Any),
        "ends_with" or "starts_with" => new(name, false, Text, Text),
        "join" => new(name, false, Text, ["array-string"]),
        "keys" or "values" => new(name, false, Object),
        "length" => new(name, false, ["string", "array", "object"]),
        "map" => new(name, false, Expression, Array),
        "max" or "min" => new(name, false, NumbersOrTexts),
        "max_by" or "min_by" or "sort_by" => new(name, false, Array, Expression),
        "merge" => new(name, true, Object),
        "not_null" => new(name, true, Any),
        "reverse" => new(name, false, ["array", "string"]),
        "sort" => new(name, false, ["array-string", "array-number"]),
        "to_array" or "to_number" or "to_string" or "type" => new(name, false, Any),
        _ => null,
    };

    /// <summary>The language's name for the type of a value.</summary>
    public static string TypeOf(Value value) => value.Kind switch
    {
        ValueKind.Boolean => "boolean",
        ValueKind.Integer or ValueKind.Fraction => "number",
        ValueKind.Text => "string",
        ValueKind.List => "array",
        ValueKind.Map => "object",
        ValueKind.Expression => "expref",
        _ => "null",
    };

    /// <summary>The first thing wrong with the arguments, or null.</summary>
    public JmesPathError? Check(Value[] given)
    {
        if (_variadic ? given.Length < _arguments.Length : given.Length != _arguments.Length)
        {
            return JmesPathError.Arity(_name, _arguments.Length, given.Length, _variadic);
        }

        for (var index = 0; index < given.Length; index++)
        {
            // Further arguments of a variadic function are of the last type.
            var expected = _arguments[Math.Min(index, _arguments.Length - 1)];
            if (expected.Length > 0 && Check(given[index], expected) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private JmesPathError? Check(Value value, string[] expected)
    {
        var type = TypeOf(value);
        List<string> items = [];
        var allowed = false;
        foreach (var one in expected)
        {
            var dash = one.IndexOf('-', StringComparison.Ordinal);
            allowed |= (dash < 0 ? one : one[..dash]) == type;
            if (dash >= 0)
            {
                items.Add(one[(dash + 1)..]);
            }
        }

        if (!allowed)
        {
            return JmesPathError.Type(_name, value, expected, type);
        }

        // All items are of the first one's type where the function takes lists of several.
        if (items.Count > 0 && value is ListValue { Items: var given } && given.Count > 0)
        {
            var first = TypeOf(given[0]);
            var wanted = items.Count == 1 ? items[0] : first;
            foreach (var item in given)
            {
                if (TypeOf(item) != wanted || !items.Contains(wanted))
                {
                    return JmesPathError.Type(_name, item, expected, PythonText.TypeName(item));
                }
            }
        }

        return null;
    }
}
