using System.Text;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Output;

/// <summary>The <c>text</c> format: one line per structure, tabs between its scalars, everything in the order of the names.</summary>
internal static class TextOutput
{
    public static string Write(Value value)
    {
        var text = new StringBuilder();
        Append(text, value, null, null);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Value value, string? name, List<string>? columns)
    {
        switch (value)
        {
            case MapValue map:
                AppendMap(text, map, name, columns);
                break;
            case ListValue { Items.Count: 0 }:
                break;
            case ListValue list:
                AppendList(text, list, name);
                break;
            default:
                text.Append(PythonText.Format(value)).Append('\n');
                break;
        }
    }

    private static void AppendMap(StringBuilder text, MapValue map, string? name, List<string>? columns)
    {
        List<string> line = [];
        List<Member> nested = [];
        foreach (var column in columns ?? [])
        {
            // A row has every column of its list, empty where the item lacks it.
            line.Add(map.TryGet(column, out var cell) ? PythonText.Format(cell) : string.Empty);
        }

        foreach (var member in MemberNames.SortByName(map))
        {
            if (columns is null ? IsNested(member.Value) : !columns.Contains(member.Name))
            {
                nested.Add(member);
            }
            else if (columns is null)
            {
                line.Add(PythonText.Format(member.Value));
            }
        }

        if (line.Count > 0)
        {
            text.Append(name is null ? string.Empty : name.ToUpperInvariant() + "\t").AppendJoin('\t', line).Append('\n');
        }

        foreach (var member in nested)
        {
            Append(text, member.Value, member.Name, null);
        }
    }

    private static void AppendList(StringBuilder text, ListValue list, string? name)
    {
        if (Has(list, ValueKind.Map))
        {
            var columns = MemberNames.FindScalars(list);
            foreach (var item in list.Items)
            {
                Append(text, item, name, columns);
            }
        }
        else if (Has(list, ValueKind.List))
        {
            AppendScalars(text, list, name, skipNested: true);
            foreach (var item in list.Items)
            {
                if (IsNested(item))
                {
                    Append(text, item, name, null);
                }
            }
        }
        else
        {
            AppendScalars(text, list, name, skipNested: false);
        }
    }

    private static void AppendScalars(StringBuilder text, ListValue list, string? name, bool skipNested)
    {
        var first = true;
        foreach (var item in list.Items)
        {
            if (skipNested && IsNested(item))
            {
                continue;
            }

            if (name is not null)
            {
                text.Append(name.ToUpperInvariant()).Append('\t').Append(PythonText.Format(item)).Append('\n');
            }
            else
            {
                text.Append(first ? string.Empty : "\t").Append(PythonText.Format(item));
            }

            first = false;
        }

        text.Append(first || name is not null ? string.Empty : "\n");
    }

    private static bool IsNested(Value value) => value.Kind is ValueKind.Map or ValueKind.List;

    private static bool Has(ListValue list, ValueKind kind)
    {
        foreach (var item in list.Items)
        {
            if (item.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }
}
