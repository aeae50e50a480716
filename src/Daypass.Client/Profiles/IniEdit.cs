using System.Text;
using Daypass.Client.Errors;

namespace Daypass.Client.Profiles;

/// <summary>What is to be written into one section of a file.</summary>
/// <param name="Header">What stands between the brackets when the section is not there yet.</param>
/// <param name="IsIt">True for what may stand between the brackets when it is.</param>
/// <param name="Settings">The settings in order.</param>
/// <param name="KeepOthers">True when other settings of the section stay.</param>
internal sealed record IniEdit(string Header, Predicate<string> IsIt, IReadOnlyList<(string Key, string Value)> Settings, bool KeepOthers)
{
    /// <summary>The text with the edit made; only settings of the one section change, and nothing else does, comments and line ends included.</summary>
    /// <returns>The text, or why the edit cannot be made.</returns>
    public ClientResult<string> Apply(string text)
    {
        foreach (var (key, value) in Settings)
        {
            if (value.AsSpan().IndexOfAny('\r', '\n') >= 0)
            {
                return ClientError.Usage($"The value of {key} has a line break, which a profile cannot hold.");
            }
        }

        var before = IniReader.Parse(text, out var broken);
        if (before is null)
        {
            return ClientError.General($"line {broken!.Line}: {broken.Reason}");
        }

        var edited = Write(text);

        // What is read afterwards decides: a name or a value that would be read as something else is refused.
        return IniReader.Parse(edited, out _) is { } after && IsAsMeant(before, after)
            ? edited
            : ClientError.Usage($"The section [{Header}] or a value in it cannot be written so that it is read as it is meant.");
    }

    private string Write(string text)
    {
        var lines = IniScanner.Scan(text);
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var header = lines.FindLastIndex(line => line.Kind == IniLineKind.Section && IsIt(line.Name));
        var written = new StringBuilder();
        if (header < 0)
        {
            written.Append(text).Append(text.Length == 0 || text[^1] is '\n' or '\r' ? string.Empty : newLine)
                .Append(lines.Count == 0 || lines[^1].Kind == IniLineKind.Blank ? string.Empty : newLine)
                .Append('[').Append(Header).Append(']').Append(newLine);
            foreach (var (key, value) in Settings)
            {
                written.Append(key).Append(" = ").Append(value).Append(newLine);
            }

            return written.ToString();
        }

        var end = lines.FindIndex(header + 1, static line => line.Kind == IniLineKind.Section);
        end = end < 0 ? lines.Count : end;
        foreach (var line in lines[..(header + 1)])
        {
            written.Append(line.Text);
        }

        WriteSection(written, lines[(header + 1)..end], end < lines.Count ? lines[end].Indent : string.Empty, newLine);
        foreach (var line in lines[end..])
        {
            written.Append(line.Text);
        }

        return written.ToString();
    }

    // A new setting stands where the old one stood, and what there was none of behind the last one; each indented like its neighbours, because
    // a line that is indented more than the one above is read as a part of it.
    private void WriteSection(StringBuilder written, List<IniLine> body, string indentOfNext, string newLine)
    {
        List<(string Key, string Value)> left = [.. Settings];
        var first = body.FindIndex(static line => line.Kind == IniLineKind.Setting);
        var last = body.FindLastIndex(static line => line.Kind is IniLineKind.Setting or IniLineKind.Continuation);
        var indent = first < 0 ? indentOfNext : body[last < 0 ? first : body.FindLastIndex(static line => line.Kind == IniLineKind.Setting)].Indent;
        void WriteLeft(string lineIndent)
        {
            EndLine(written, newLine);
            left.ForEach(setting => written.Append(lineIndent).Append(setting.Key).Append(" = ").Append(setting.Value).Append(newLine));
            left.Clear();
        }

        if (first < 0)
        {
            WriteLeft(indent);
        }

        var dropped = false;
        for (var index = 0; index < body.Count; index++)
        {
            var line = body[index];
            if (line.Kind == IniLineKind.Setting)
            {
                var place = left.FindIndex(setting => setting.Key == line.Name);
                dropped = !KeepOthers || place >= 0;
                if (!KeepOthers)
                {
                    WriteLeft(line.Indent);
                }
                else if (place >= 0)
                {
                    EndLine(written, newLine);
                    written.Append(line.Indent).Append(left[place].Key).Append(" = ").Append(left[place].Value).Append(newLine);
                    left.RemoveAt(place);
                }
            }

            var partOfValue = line.Kind is IniLineKind.Setting or IniLineKind.Continuation || (line.Kind == IniLineKind.Blank && IsInside(body, index));
            written.Append(dropped && partOfValue ? string.Empty : line.Text);
            if (index == last && left.Count > 0)
            {
                WriteLeft(indent);
            }
        }
    }

    // An empty line with more of the same value behind it.
    private static bool IsInside(List<IniLine> body, int index)
    {
        while (++index < body.Count && body[index].Kind is IniLineKind.Blank or IniLineKind.Comment)
        {
        }

        return index < body.Count && body[index].Kind == IniLineKind.Continuation;
    }

    private static void EndLine(StringBuilder written, string newLine)
    {
        if (written.Length > 0 && written[^1] is not ('\n' or '\r'))
        {
            written.Append(newLine);
        }
    }

    private bool IsAsMeant(IReadOnlyList<IniSection> before, IReadOnlyList<IniSection> after)
    {
        var (old, target) = (FindLast(before), FindLast(after));
        if (target < 0 || after.Count != before.Count + (old < 0 ? 1 : 0))
        {
            return false;
        }

        for (var index = 0; index < before.Count; index++)
        {
            if (after[index].Name != before[index].Name || (index != old && !IsSame(before[index].Entries, after[index].Entries)))
            {
                return false;
            }
        }

        foreach (var (key, value) in Settings)
        {
            if (after[target].Find(key) is not { Nested: null } entry || entry.Value != value)
            {
                return false;
            }
        }

        return !KeepOthers || old < 0 || IsSame(Others(before[old]), Others(after[target]));
    }

    private int FindLast(IReadOnlyList<IniSection> sections)
    {
        var index = sections.Count - 1;
        while (index >= 0 && !IsIt(sections[index].Name))
        {
            index--;
        }

        return index;
    }

    private List<IniEntry> Others(IniSection section) => [.. section.Entries.Where(entry => !Settings.Any(setting => setting.Key == entry.Key))];

    private static bool IsSame(IReadOnlyList<IniEntry> one, IReadOnlyList<IniEntry> other)
    {
        var same = one.Count == other.Count;
        for (var index = 0; same && index < one.Count; index++)
        {
            same = one[index].Key == other[index].Key && one[index].Value == other[index].Value
                && IsSame(one[index].Nested ?? [], other[index].Nested ?? []);
        }

        return same;
    }
}
