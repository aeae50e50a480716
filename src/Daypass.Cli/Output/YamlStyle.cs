namespace Daypass.Cli.Output;

/// <summary>How a scalar is quoted.</summary>
internal enum YamlQuoting
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>In single quotes.</summary>
    Single,

    /// <summary>In double quotes with escapes.</summary>
    Double,
}

/// <summary>Decides how text must be quoted so that a reader of YAML 1.2 gets the same text back.</summary>
internal static class YamlStyle
{
    /// <summary>The quoting a text needs.</summary>
    public static YamlQuoting Choose(string text, bool isKey)
    {
        if (text.Length == 0)
        {
            return YamlQuoting.Single;
        }

        var marks = Examine(text);
        if (marks.Special || marks.SpaceBeforeBreak || (isKey && marks.Breaks))
        {
            return YamlQuoting.Double;
        }

        if (marks.BreakBeforeSpace)
        {
            return YamlQuoting.Double;
        }

        var blankAtEdge = text[0] is ' ' or '\n' || text[^1] is ' ' or '\n';
        return blankAtEdge || marks.Breaks || marks.Indicators || YamlTypes.IsOtherType(text) ? YamlQuoting.Single : YamlQuoting.None;
    }

    /// <summary>True for characters that need no escape.</summary>
    public static bool IsPrintable(char character) =>
        character is '\n' or (>= ' ' and <= '~') or '\u0085' or (>= '\u00a0' and <= '\ud7ff') or (>= '\ue000' and <= '\ufffd' and not '\ufeff');

    private static (bool Special, bool Breaks, bool Indicators, bool SpaceBeforeBreak, bool BreakBeforeSpace) Examine(string text)
    {
        var special = false;
        var breaks = false;
        var spaceBeforeBreak = false;
        var breakBeforeSpace = false;
        var indicators = text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            var before = index == 0 ? '\0' : text[index - 1];
            special |= !IsPrintable(character);
            breaks |= character == '\n';
            spaceBeforeBreak |= character == '\n' && before == ' ';
            breakBeforeSpace |= character == ' ' && before == '\n';
            indicators |= IsIndicator(text, index, before);
        }

        return (special, breaks, indicators, spaceBeforeBreak, breakBeforeSpace);
    }

    private static bool IsIndicator(string text, int index, char before)
    {
        var blankFollows = index + 1 == text.Length || text[index + 1] is ' ' or '\t' or '\n' or '\r';
        return text[index] switch
        {
            '#' => index == 0 || before is ' ' or '\t' or '\n' or '\r',
            ':' => blankFollows,
            ',' or '[' or ']' or '{' or '}' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => index == 0,
            '?' or '-' => index == 0 && blankFollows,
            _ => false,
        };
    }
}
