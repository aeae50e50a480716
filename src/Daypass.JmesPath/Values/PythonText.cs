using System.Globalization;
using System.Text;

namespace Daypass.JmesPath.Values;

/// <summary>Values as Python prints them: the notation of the error texts of its jmespath module.</summary>
public static class PythonText
{
    /// <summary>As a bare value: text without quotes, <c>None</c>, <c>True</c>.</summary>
    public static string Format(Value value) => value is TextValue { Text: var text } ? text : FormatQuoted(value);

    /// <summary>As a value inside another: text in quotes.</summary>
    public static string FormatQuoted(Value value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>The name of the value's type, for example <c>dict</c>.</summary>
    public static string TypeName(Value value) => value.Kind switch
    {
        ValueKind.Boolean => "bool",
        ValueKind.Integer => "int",
        ValueKind.Fraction => "float",
        ValueKind.Text => "str",
        ValueKind.List => "list",
        ValueKind.Map => "dict",
        ValueKind.Expression => "_Expression",
        _ => "NoneType",
    };

    /// <summary>A text in quotes: single ones, or double ones when it holds only single ones.</summary>
    public static string FormatQuoted(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        AppendText(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Value value)
    {
        switch (value)
        {
            case TextValue { Text: var quoted }:
                AppendText(text, quoted);
                break;
            case IntegerValue { Number: var whole }:
                text.Append(NumberText.Format(whole));
                break;
            case FractionValue { Number: var fraction }:
                text.Append(double.IsFinite(fraction) ? NumberText.Format(fraction) : double.IsNaN(fraction) ? "nan" : fraction > 0 ? "inf" : "-inf");
                break;
            case BooleanValue { IsTrue: var truth }:
                text.Append(truth ? "True" : "False");
                break;
            case ListValue { Items: var items }:
                text.Append('[');
                for (var index = 0; index < items.Count; index++)
                {
                    text.Append(index > 0 ? ", " : string.Empty);
                    Append(text, items[index]);
                }

                text.Append(']');
                break;
            case MapValue { Members: var members }:
                text.Append('{');
                for (var index = 0; index < members.Count; index++)
                {
                    text.Append(index > 0 ? ", " : string.Empty);
                    AppendText(text, members[index].Name);
                    text.Append(": ");
                    Append(text, members[index].Value);
                }

                text.Append('}');
                break;
            default:
                text.Append("None");
                break;
        }
    }

    private static void AppendText(StringBuilder text, string value)
    {
        var quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        text.Append(quote);
        foreach (var character in value)
        {
            if (character == quote || character == '\\')
            {
                text.Append('\\').Append(character);
            }
            else if (character is '\n' or '\r' or '\t')
            {
                text.Append(character switch { '\n' => "\\n", '\r' => "\\r", _ => "\\t" });
            }
            else if (char.IsControl(character))
            {
                text.Append("\\x").Append(((int)character).ToString("x2", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(character);
            }
        }

        text.Append(quote);
    }
}
