namespace Daypass.Client.Profiles;

/// <summary>
/// Says of each line of <c>~/.aws/config</c> and <c>~/.aws/credentials</c> what it is, as Python's configparser does, with which the AWS
/// tools read them. Readers and editors go by this, so that no line means one thing to one and another to the other.
/// </summary>
internal static class IniScanner
{
    /// <summary>The lines in order.</summary>
    public static List<IniLine> Scan(string text)
    {
        List<IniLine> lines = [];
        var (inSection, keyIndent) = (false, -1);
        for (var start = 0; start < text.Length;)
        {
            var line = text[start..FindEnd(text, start)];
            start += line.Length;
            var content = line.Trim();
            var indent = line.Length - line.TrimStart().Length;
            if (content.Length == 0 || content[0] is '#' or ';')
            {
                lines.Add(new IniLine(content.Length == 0 ? IniLineKind.Blank : IniLineKind.Comment, lines.Count + 1, line, string.Empty, content));
            }
            else if (keyIndent >= 0 && indent > keyIndent)
            {
                lines.Add(new IniLine(IniLineKind.Continuation, lines.Count + 1, line, string.Empty, content));
            }
            else
            {
                lines.Add(ReadLine(line, content, lines.Count + 1, inSection));
                inSection |= lines[^1].Kind == IniLineKind.Section;
                keyIndent = lines[^1].Kind == IniLineKind.Setting ? indent : -1;
            }
        }

        return lines;
    }

    private static IniLine ReadLine(string line, string content, int number, bool inSection)
    {
        IniLine Broken(string reason) => new(IniLineKind.Broken, number, line, string.Empty, reason);

        if (content[0] == '[')
        {
            // The name reaches to the last bracket of the line.
            var close = content.LastIndexOf(']');
            if (close > 1)
            {
                return new IniLine(IniLineKind.Section, number, line, content[1..close], content);
            }

            if (close < 0)
            {
                return Broken("the section is not closed by a bracket");
            }
        }

        if (!inSection)
        {
            return Broken("a setting stands before the first section");
        }

        var mark = content.AsSpan().IndexOfAny('=', ':');
        return mark <= 0
            ? Broken("a setting needs a name and an equals sign")
            : new IniLine(IniLineKind.Setting, number, line, content[..mark].TrimEnd().ToLowerInvariant(), content[(mark + 1)..].Trim());
    }

    // Behind the line's end, in each of the three forms of one.
    private static int FindEnd(string text, int start)
    {
        var end = text.AsSpan(start).IndexOfAny('\r', '\n');
        return end < 0 ? text.Length : start + end + (text.AsSpan(start + end).StartsWith("\r\n") ? 2 : 1);
    }
}
