namespace Daypass.Client.Profiles;

/// <summary>Reads the format of <c>~/.aws/config</c>: sections, settings, settings indented below a setting, comments on lines of their own.</summary>
internal sealed class IniReader
{
    // Its settings are those of every section that does not have them itself.
    private const string Shared = "DEFAULT";

    private readonly List<IniSection> _sections = [];
    private readonly List<IniEntry> _shared = [];
    private readonly List<IniEntry> _entries = [];
    private readonly List<(string Text, int Line)> _value = [];
    private string? _section;
    private int _sectionLine;
    private string? _key;

    private IniReader()
    {
    }

    /// <summary>The sections in order, or null with an <paramref name="error"/>.</summary>
    public static IReadOnlyList<IniSection>? Parse(string text, out IniError? error)
    {
        var reader = new IniReader();
        foreach (var line in IniScanner.Scan(text))
        {
            error = reader.Add(line);
            if (error is not null)
            {
                return null;
            }
        }

        error = reader.EndSection();
        return error is null ? reader._sections.ConvertAll(reader.WithShared) : null;
    }

    private IniError? Add(in IniLine line)
    {
        switch (line.Kind)
        {
            case IniLineKind.Section:
                return EndSection() ?? BeginSection(line);
            case IniLineKind.Setting:
                return EndSetting() ?? BeginSetting(line);
            case IniLineKind.Broken:
                return EndSetting() ?? new IniError(line.Number, line.Content);
            case IniLineKind.Continuation or IniLineKind.Blank when _key is not null:
                // An empty line inside a value belongs to it, but only if more of it follows.
                _value.Add((line.Content, line.Number));
                return null;
            default:
                return null;
        }
    }

    private IniError? BeginSection(in IniLine line)
    {
        (_section, _sectionLine) = (line.Name, line.Number);
        foreach (var known in _sections)
        {
            if (string.Equals(known.Name, _section, StringComparison.Ordinal))
            {
                return new IniError(line.Number, $"section [{_section}] is there already, on line {known.Line}");
            }
        }

        return null;
    }

    private IniError? BeginSetting(in IniLine line)
    {
        foreach (var known in _section == Shared ? _shared : _entries)
        {
            if (string.Equals(known.Key, line.Name, StringComparison.Ordinal))
            {
                return new IniError(line.Number, $"{line.Name} is there already, on line {known.Line}");
            }
        }

        _key = line.Name;
        _value.Clear();
        _value.Add((line.Content, line.Number));
        return null;
    }

    private IniError? EndSetting()
    {
        if (_key is null)
        {
            return null;
        }

        while (_value.Count > 1 && _value[^1].Text.Length == 0)
        {
            _value.RemoveAt(_value.Count - 1);
        }

        var entry = new IniEntry(_key, string.Join('\n', _value.ConvertAll(static part => part.Text)), _value[0].Line);
        if (_value.Count > 1 && _value[0].Text.Length == 0)
        {
            List<IniEntry> nested = [];
            if (ParseNested(nested) is { } error)
            {
                return error;
            }

            entry = entry with { Value = string.Empty, Nested = nested };
        }

        (_section == Shared ? _shared : _entries).Add(entry);
        _key = null;
        return null;
    }

    private IniError? ParseNested(List<IniEntry> nested)
    {
        foreach (var (text, line) in _value)
        {
            var mark = text.IndexOf('=', StringComparison.Ordinal);
            if (mark >= 0)
            {
                // Of two settings of one name the later one counts here.
                nested.RemoveAll(known => known.Key == text[..mark].Trim());
                nested.Add(new IniEntry(text[..mark].Trim(), text[(mark + 1)..].Trim(), line));
            }
            else if (text.Length > 0)
            {
                return new IniError(line, $"'{text}' is no setting");
            }
        }

        return null;
    }

    private IniError? EndSection()
    {
        if (EndSetting() is { } error)
        {
            return error;
        }

        if (_section is not null and not Shared)
        {
            _sections.Add(new IniSection(_section, _sectionLine, [.. _entries]));
        }

        _entries.Clear();
        _section = null;
        return null;
    }

    private IniSection WithShared(IniSection section) => _shared.Count == 0
        ? section
        : section with { Entries = [.. section.Entries, .. _shared.FindAll(entry => section.Find(entry.Key) is null)] };
}
