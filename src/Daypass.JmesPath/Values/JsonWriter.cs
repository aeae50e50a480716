using System.Globalization;
using System.Text;

namespace Daypass.JmesPath.Values;

/// <summary>How JSON is laid out.</summary>
public enum JsonStyle
{
    /// <summary>Four spaces a level, text beyond ASCII as it is.</summary>
    Indented,

    /// <summary>Two spaces a level, text beyond ASCII as it is.</summary>
    Narrow,

    /// <summary>One line with a space after commas and colons.</summary>
    Line,

    /// <summary>One line without spaces and with ASCII characters only: what the <c>to_string</c> function of a query gives.</summary>
    Compact,
}

/// <summary>Lays out one value as JSON.</summary>
internal readonly struct JsonWriter(StringBuilder text, JsonStyle style)
{
    private readonly int _step = style switch { JsonStyle.Indented => 4, JsonStyle.Narrow => 2, _ => 0 };

    public void Write(Value value, int depth)
    {
        switch (value)
        {
            case MapValue map:
                WriteMap(map, depth);
                break;
            case ListValue list:
                WriteList(list, depth);
                break;
            case TextValue { Text: var quoted }:
                AppendQuoted(text, quoted, style == JsonStyle.Compact);
                break;
            case IntegerValue { Number: var whole }:
                text.Append(NumberText.Format(whole));
                break;
            case FractionValue { Number: var fraction }:
                text.Append(NumberText.Format(fraction));
                break;
            case BooleanValue { IsTrue: var truth }:
                text.Append(truth ? "true" : "false");
                break;
            default:
                text.Append("null");
                break;
        }
    }

    /// <summary>Appends a JSON string with its quotes.</summary>
    internal static void AppendQuoted(StringBuilder text, string value, bool asciiOnly)
    {
        text.Append('"');
        foreach (var character in value)
        {
            var escape = character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                _ => null,
            };
            if (escape is not null)
            {
                text.Append(escape);
            }
            else if (character < ' ' || (asciiOnly && character > '~'))
            {
                text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(character);
            }
        }

        text.Append('"');
    }

    private void WriteMap(MapValue map, int depth)
    {
        if (map.Members.Count == 0)
        {
            text.Append("{}");
            return;
        }

        text.Append('{');
        for (var index = 0; index < map.Members.Count; index++)
        {
            Separate(index, depth + 1);
            AppendQuoted(text, map.Members[index].Name, style == JsonStyle.Compact);
            text.Append(style == JsonStyle.Compact ? ":" : ": ");
            Write(map.Members[index].Value, depth + 1);
        }

        Close('}', depth);
    }

    private void WriteList(ListValue list, int depth)
    {
        if (list.Items.Count == 0)
        {
            text.Append("[]");
            return;
        }

        text.Append('[');
        for (var index = 0; index < list.Items.Count; index++)
        {
            Separate(index, depth + 1);
            Write(list.Items[index], depth + 1);
        }

        Close(']', depth);
    }

    private void Separate(int index, int depth)
    {
        if (index > 0)
        {
            text.Append(style == JsonStyle.Line ? ", " : ",");
        }

        if (_step > 0)
        {
            text.Append('\n').Append(' ', depth * _step);
        }
    }

    private void Close(char end, int depth)
    {
        if (_step > 0)
        {
            text.Append('\n').Append(' ', depth * _step);
        }

        text.Append(end);
    }
}
