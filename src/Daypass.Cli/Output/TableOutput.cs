using System.Globalization;
using System.Text;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Output;

/// <summary>The <c>table</c> format: nested sections drawn in ASCII, turned upright where they would be wider than the terminal.</summary>
internal sealed class TableOutput
{
    private const string Bold = "\u001b[1m";
    private const string Dim = "\u001b[2m";
    private const string Blue = "\u001b[34m";
    private const string Yellow = "\u001b[33m";
    private const string Plain = "\u001b[0m";

    private readonly StringBuilder _text = new();
    private readonly List<TableSection> _sections = [];
    private readonly bool _colour;
    private string? _error;

    private TableOutput(bool colour) => _colour = colour;

    /// <summary>The table of a value, or null with a <paramref name="error"/> when its rows do not fit together.</summary>
    /// <param name="title">The title, by custom the name of the operation.</param>
    /// <param name="value">What is shown.</param>
    /// <param name="terminalWidth">The columns there are.</param>
    /// <param name="colour">True to colour the cells.</param>
    /// <param name="error">Why there is no table.</param>
    public static string? Write(string title, Value value, int terminalWidth, bool colour, out string? error)
    {
        var table = new TableOutput(colour);
        var any = table.Build(title, value, 0);
        error = table._error;
        if (error is not null)
        {
            return null;
        }

        return any ? table.Render(terminalWidth) : string.Empty;
    }

    private bool Build(string? title, Value value, int indent)
    {
        if (IsEmpty(value))
        {
            return false;
        }

        if (title is not null)
        {
            _sections.Add(new TableSection(title, indent));
        }

        if (value is MapValue map)
        {
            AddMap(map, indent);
        }
        else if (value is ListValue { Items: [MapValue, ..] } maps)
        {
            AddMaps(maps, title, indent);
        }
        else if (value is ListValue { Items: var items })
        {
            foreach (var item in items)
            {
                AddItem(item);
            }
        }

        return true;
    }

    private void AddItem(Value item)
    {
        switch (item)
        {
            case ListValue { Items: var cells } when !HasNested(cells):
                Add([.. cells]);
                break;
            case ListValue or MapValue:
                Build(null, item, 0);
                break;
            default:
                Add([item]);
                break;
        }
    }

    private void AddMap(MapValue map, int indent)
    {
        List<string> headers = [];
        List<Value> cells = [];
        List<Member> nested = [];
        foreach (var member in MemberNames.SortByName(map))
        {
            if (member.Value.Kind is ValueKind.Map or ValueKind.List)
            {
                nested.Add(member);
            }
            else
            {
                headers.Add(member.Name);
                cells.Add(member.Value);
            }
        }

        if (headers.Count == 1)
        {
            Add([Value.From(headers[0]), cells[0]]);
        }
        else if (headers.Count > 1)
        {
            _sections[^1].AddHeaders(headers);
            Add(cells);
        }

        foreach (var member in nested)
        {
            Build(member.Name, member.Value, indent + 1);
        }
    }

    private void AddMaps(ListValue maps, string? title, int indent)
    {
        var headers = MemberNames.FindScalars(maps);
        var nested = MemberNames.FindNested(maps);
        _sections[^1].AddHeaders(headers);
        for (var index = 0; index < maps.Items.Count; index++)
        {
            if (index > 0 && nested.Count > 0)
            {
                _sections.Add(new TableSection(title ?? string.Empty, indent));
                _sections[^1].AddHeaders(headers);
            }

            var item = maps.Items[index] as MapValue ?? new MapValue();
            Add(headers.ConvertAll(header => item.Get(header) ?? Value.From(string.Empty)));
            foreach (var name in nested)
            {
                if (item.TryGet(name, out var value))
                {
                    Build(name, value, indent + 1);
                }
            }
        }
    }

    private void Add(List<Value> cells)
    {
        var row = cells.ConvertAll(PythonText.Format).ToArray();
        if (!_sections[^1].TryAdd(row))
        {
            var columns = _sections[^1].Headers.Count > 0 ? _sections[^1].Headers.Count : _sections[^1].Rows[0].Length;
            _error ??= string.Create(CultureInfo.InvariantCulture, $"Row should have {columns} elements, instead it has {row.Length}");
        }
    }

    private static bool IsEmpty(Value value) => value switch
    {
        MapValue { Members.Count: 0 } or ListValue { Items.Count: 0 } or TextValue { Text.Length: 0 } => true,
        IntegerValue { Number: 0 } or FractionValue { Number: 0 } or BooleanValue { IsTrue: false } => true,
        _ => value.IsNull,
    };

    private static bool HasNested(IList<Value> cells)
    {
        foreach (var cell in cells)
        {
            if (cell.Kind is ValueKind.Map or ValueKind.List)
            {
                return true;
            }
        }

        return false;
    }

    private string Render(int terminalWidth)
    {
        var width = WidestSection();
        if (width > terminalWidth)
        {
            for (var index = 0; index < _sections.Count; index++)
            {
                _sections[index] = _sections[index] is { Rows.Count: 1, Headers.Count: > 0 } section ? section.Turned() : _sections[index];
            }

            width = WidestSection();
        }

        Emit(new string('-', width) + "\n");
        foreach (var section in _sections)
        {
            Render(section, width - (2 * section.Indent));
        }

        return _text.ToString();
    }

    private int WidestSection()
    {
        var width = 0;
        foreach (var section in _sections)
        {
            width = Math.Max(width, section.TotalWidth());
        }

        return width;
    }

    private void Render(TableSection section, int width)
    {
        if (section.Title.Length > 0)
        {
            Line(section, Centred(section.Title, width, "|"));
            if (section.Headers.Count == 0 && section.Rows.Count == 0)
            {
                Line(section, $"+{new string('-', Math.Max(0, width - 2))}+");
            }
        }

        var widths = section.ColumnWidths(width);
        if (section.Headers.Count > 0)
        {
            Line(section, Rule(widths));
            Line(section, Cells(widths, section.Headers, Centred));
        }

        if (section.Rows.Count > 0 && widths.Length > 0)
        {
            Line(section, Rule(widths));
            foreach (var row in section.Rows)
            {
                Line(section, Cells(widths, row, LeftAligned));
            }

            Line(section, Rule(widths));
        }
    }

    private void Line(TableSection section, string content)
    {
        var edge = _colour ? $"{Dim}{Yellow}|{Plain}" : "|";
        var edges = new StringBuilder().Insert(0, edge, section.Indent).ToString();
        Emit(edges);
        Emit(content);
        Emit(edges);
        Emit("\n");
    }

    // Each piece is followed by a reset when it is coloured: what scripts compare is what the aws command line writes.
    private void Emit(string piece) => _text.Append(piece).Append(_colour ? Plain : string.Empty);

    private static string Rule(int[] widths)
    {
        var rule = new StringBuilder("+");
        for (var index = 0; index < widths.Length; index++)
        {
            rule.Append('-', Math.Max(0, widths[index] - (index == 0 ? 2 : 1))).Append('+');
        }

        return rule.ToString();
    }

    private static string Cells(int[] widths, IReadOnlyList<string> cells, Func<string, int, string, string> lay)
    {
        var line = new StringBuilder();
        for (var index = 0; index < widths.Length; index++)
        {
            line.Append(lay(cells[index], widths[index], index == 0 ? "|" : string.Empty));
        }

        return line.ToString();
    }

    private static string Centred(string cell, int width, string left)
    {
        var length = TextWidth.Measure(cell);
        var before = Math.Max(0, (width / 2) - (length / 2) - 1);
        var after = Math.Max(0, width - 1 - (left.Length + ((width / 2) - (length / 2) - 1) + length));
        return string.Concat(left, new string(' ', before), cell, new string(' ', after)) + "|";
    }

    private string LeftAligned(string cell, int width, string left)
    {
        var length = TextWidth.Measure(cell);
        var padding = width - (length + 2 + left.Length + 1) >= 0 ? 2 : 0;
        var after = Math.Max(0, width - (left.Length + padding + length) - 1);
        var shown = _colour ? $"{Bold}{Blue}{cell}{Plain}" : cell;
        return string.Concat(left, new string(' ', padding), shown, new string(' ', after)) + "|";
    }
}
