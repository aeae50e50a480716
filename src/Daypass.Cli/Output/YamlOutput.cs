using System.Text;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Output;

/// <summary>The <c>yaml</c> format: block style, names in order, scalars on their own as JSON.</summary>
internal static class YamlOutput
{
    /// <summary>One document.</summary>
    public static string Write(Value value)
    {
        var text = new StringBuilder();
        switch (value)
        {
            case MapValue { Members.Count: > 0 } map:
                AppendMap(text, map, 0, onLine: false);
                break;
            case ListValue { Items.Count: > 0 } list:
                AppendList(text, list, 0, onLine: false);
                break;
            case MapValue or ListValue:
                text.Append(value is MapValue ? "{}\n" : "[]\n");
                break;
            default:
                text.Append(JsonText.Write(value)).Append('\n');
                break;
        }

        return text.ToString();
    }

    // The first member stands on the line that is begun when the map is an item of a list.
    private static void AppendMap(StringBuilder text, MapValue map, int indent, bool onLine)
    {
        foreach (var member in MemberNames.SortByName(map))
        {
            text.Append(' ', onLine ? 0 : indent);
            onLine = false;
            YamlScalar.Append(text, member.Name, indent, isKey: true);
            text.Append(':');
            switch (member.Value)
            {
                case MapValue { Members.Count: > 0 } inner:
                    text.Append('\n');
                    AppendMap(text, inner, indent + 2, onLine: false);
                    break;
                case ListValue { Items.Count: > 0 } inner:
                    text.Append('\n');
                    AppendList(text, inner, indent, onLine: false);
                    break;
                default:
                    text.Append(' ');
                    AppendScalar(text, member.Value, indent + 2);
                    break;
            }
        }
    }

    private static void AppendList(StringBuilder text, ListValue list, int indent, bool onLine)
    {
        foreach (var item in list.Items)
        {
            text.Append(' ', onLine ? 0 : indent).Append("- ");
            onLine = false;
            switch (item)
            {
                case MapValue { Members.Count: > 0 } inner:
                    AppendMap(text, inner, indent + 2, onLine: true);
                    break;
                case ListValue { Items.Count: > 0 } inner:
                    AppendList(text, inner, indent + 2, onLine: true);
                    break;
                default:
                    AppendScalar(text, item, indent + 2);
                    break;
            }
        }
    }

    private static void AppendScalar(StringBuilder text, Value value, int indent)
    {
        switch (value)
        {
            case TextValue { Text: var content }:
                YamlScalar.Append(text, content, indent, isKey: false);
                break;
            case MapValue:
                text.Append("{}");
                break;
            case ListValue:
                text.Append("[]");
                break;
            default:
                text.Append(JsonText.Write(value));
                break;
        }

        text.Append('\n');
    }
}
