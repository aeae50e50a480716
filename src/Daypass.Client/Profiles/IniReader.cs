using System.Text;

namespace Daypass.Client.Profiles;

/// <summary>Reads the format of <c>~/.aws/config</c>: sections, settings, settings indented below a setting, comments on lines of their own.</summary>
internal sealed class IniReader
{
    private readonly List<IniSection> _sections = [];
    private readonly List<IniEntry> _entries = [];
    private readonly StringBuilder _value = new();
    private string? _section;
    private int _sectionLine;
    private string? _key;
    private int _keyLine;
    private int _keyIndent;

    private IniReader()
    {
    }

    /// <summary>The sections in order, or null with a <paramref name="error"/>.</summary>
    public static IReadOnlyList<IniSection>? Parse(string text, out IniError? error)
    {
        var reader = new IniReader();
        var number = 0;
        error = null;
        foreach (var line in text.Split('\n'))
        {
            number++;
            error = reader.AddLine(line.TrimEnd('\r'), number);
            if (error is not null)
            {
                return null;
            }
        }

        error = reader.EndSection();
        return error is null ? reader._sections : null;
    }

    private IniError? AddLine(string line, int number)
    {
        var content = line.Trim();
        if (content.Length == 0)
        {
            // An empty line inside a value belongs to it, but only if more of it follows; Trim at the end settles that.
            _value.Append(_key is null ? string.Empty : "\n");
            return null;
        }

        if (content[0] is '#' or ';')
        {
            return null;
        }

        var indent = line.Length - line.TrimStart().Length;
        if (_key is not null && indent > _keyIndent)
        {
            _value.Append('\n').Append(content);
            return null;
        }

        return content[0] == '[' ? BeginSection(content, number) : BeginSetting(content, number, indent);
    }

    private IniError? BeginSection(string content, int number)
    {
        if (EndSection() is { } error)
        {
            return error;
        }

        var close = content.IndexOf(']', StringComparison.Ordinal);
        if (close < 0)
        {
            return new IniError(number, "the section is not closed by a bracket");
        }

        _section = content[1..close];
        _sectionLine = number;
        foreach (var known in _sections)
        {
            if (string.Equals(known.Name, _section, StringComparison.Ordinal))
            {
                return new IniError(number, $"section [{_section}] is there already, on line {known.Line}");
            }
        }

        return null;
    }

    private IniError? BeginSetting(string content, int number, int indent)
    {
        if (EndSetting() is { } error)
        {
            return error;
        }

        var mark = content.AsSpan().IndexOfAny('=', ':');
        if (mark <= 0)
        {
            return new IniError(number, "a setting needs a name and an equals sign");
        }

        if (_section is null)
        {
            return new IniError(number, "a setting stands before the first section");
        }

        _key = content[..mark].TrimEnd().ToLowerInvariant();
        foreach (var known in _entries)
        {
            if (string.Equals(known.Key, _key, StringComparison.Ordinal))
            {
                return new IniError(number, $"{_key} is there already, on line {known.Line}");
            }
        }

        _keyLine = number;
        _keyIndent = indent;
        _value.Clear().Append(content.AsSpan(mark + 1).Trim());
        return null;
    }

    private IniError? EndSetting()
    {
        if (_key is null)
        {
            return null;
        }

        var text = _value.ToString().TrimEnd('\n');
        var entry = new IniEntry(_key, text, _keyLine);
        if (text.StartsWith('\n'))
        {
            var nested = ParseNested(text, _keyLine, out var error);
            if (nested is null)
            {
                return error;
            }

            entry = entry with { Value = string.Empty, Nested = nested };
        }

        _entries.Add(entry);
        _key = null;
        return null;
    }

    private static List<IniEntry>? ParseNested(string text, int line, out IniError? error)
    {
        List<IniEntry> nested = [];
        foreach (var part in text.Split('\n'))
        {
            var mark = part.IndexOf('=', StringComparison.Ordinal);
            if (mark > 0)
            {
                nested.Add(new IniEntry(part[..mark].Trim(), part[(mark + 1)..].Trim(), line));
            }
            else if (part.Length > 0)
            {
                error = new IniError(line, $"'{part}' below it is no setting");
                return null;
            }

            line++;
        }

        error = null;
        return nested;
    }

    private IniError? EndSection()
    {
        if (EndSetting() is { } error)
        {
            return error;
        }

        if (_section is not null)
        {
            _sections.Add(new IniSection(_section, _sectionLine, [.. _entries]));
            _entries.Clear();
            _section = null;
        }

        return null;
    }
}
