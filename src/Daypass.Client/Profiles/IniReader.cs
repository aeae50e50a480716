using System.Text;

namespace Daypass.Client.Profiles;

/// <summary>Reads the format of <c>~/.aws/config</c>: sections, settings, settings indented below a setting, comments on lines of their own.</summary>
internal sealed class IniReader
{
    private readonly List<IniSection> sections = [];
    private readonly List<IniEntry> entries = [];
    private readonly StringBuilder value = new();
    private string? section;
    private int sectionLine;
    private string? key;
    private int keyLine;
    private int keyIndent;

    private IniReader()
    {
    }

    /// <summary>The sections in order, or null with a <paramref name="fault"/>.</summary>
    public static IReadOnlyList<IniSection>? Read(string text, out IniFault? fault)
    {
        var reader = new IniReader();
        var number = 0;
        fault = null;
        foreach (var line in text.Split('\n'))
        {
            number++;
            fault = reader.Take(line.TrimEnd('\r'), number);
            if (fault is not null)
            {
                return null;
            }
        }

        fault = reader.EndSection();
        return fault is null ? reader.sections : null;
    }

    private IniFault? Take(string line, int number)
    {
        var content = line.Trim();
        if (content.Length == 0)
        {
            // An empty line inside a value belongs to it, but only if more of it follows; Trim at the end settles that.
            value.Append(key is null ? string.Empty : "\n");
            return null;
        }

        if (content[0] is '#' or ';')
        {
            return null;
        }

        var indent = line.Length - line.TrimStart().Length;
        if (key is not null && indent > keyIndent)
        {
            value.Append('\n').Append(content);
            return null;
        }

        return content[0] == '[' ? Begin(content, number) : Setting(content, number, indent);
    }

    private IniFault? Begin(string content, int number)
    {
        if (EndSection() is { } fault)
        {
            return fault;
        }

        var close = content.IndexOf(']', StringComparison.Ordinal);
        if (close < 0)
        {
            return new IniFault(number, "the section is not closed by a bracket");
        }

        section = content[1..close];
        sectionLine = number;
        foreach (var known in sections)
        {
            if (string.Equals(known.Name, section, StringComparison.Ordinal))
            {
                return new IniFault(number, $"section [{section}] is there already, on line {known.Line}");
            }
        }

        return null;
    }

    private IniFault? Setting(string content, int number, int indent)
    {
        if (EndSetting() is { } fault)
        {
            return fault;
        }

        var mark = content.AsSpan().IndexOfAny('=', ':');
        if (mark <= 0)
        {
            return new IniFault(number, "a setting needs a name and an equals sign");
        }

        if (section is null)
        {
            return new IniFault(number, "a setting stands before the first section");
        }

        key = content[..mark].TrimEnd().ToLowerInvariant();
        foreach (var known in entries)
        {
            if (string.Equals(known.Key, key, StringComparison.Ordinal))
            {
                return new IniFault(number, $"{key} is there already, on line {known.Line}");
            }
        }

        keyLine = number;
        keyIndent = indent;
        value.Clear().Append(content.AsSpan(mark + 1).Trim());
        return null;
    }

    private IniFault? EndSetting()
    {
        if (key is null)
        {
            return null;
        }

        var text = value.ToString().TrimEnd('\n');
        var entry = new IniEntry(key, text, keyLine);
        if (text.StartsWith('\n'))
        {
            var nested = Nested(text, keyLine, out var fault);
            if (nested is null)
            {
                return fault;
            }

            entry = entry with { Value = string.Empty, Nested = nested };
        }

        entries.Add(entry);
        key = null;
        return null;
    }

    private static List<IniEntry>? Nested(string text, int line, out IniFault? fault)
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
                fault = new IniFault(line, $"'{part}' below it is no setting");
                return null;
            }

            line++;
        }

        fault = null;
        return nested;
    }

    private IniFault? EndSection()
    {
        if (EndSetting() is { } fault)
        {
            return fault;
        }

        if (section is not null)
        {
            sections.Add(new IniSection(section, sectionLine, [.. entries]));
            entries.Clear();
            section = null;
        }

        return null;
    }
}
