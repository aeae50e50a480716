using System.Globalization;
using System.Text;

namespace Daypass.Cli.Output;

/// <summary>Writes text as a YAML scalar: plain where it would be read back as the same text, quoted otherwise, folded behind column 80.</summary>
internal static class YamlScalar
{
    private const int FoldBehind = 80;

    /// <summary>Appends the scalar.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="value">The text.</param>
    /// <param name="indent">How far continuation lines are indented.</param>
    /// <param name="isKey">True for the key of a mapping, which is never folded.</param>
    public static void Append(StringBuilder text, string value, int indent, bool isKey)
    {
        var style = YamlStyle.Choose(value, isKey);
        var line = new ScalarLine(text, indent, !isKey);
        switch (style)
        {
            case YamlQuoting.None:
                line.Plain(value);
                break;
            case YamlQuoting.Single:
                line.Single(value);
                break;
            default:
                line.Double(value);
                break;
        }
    }

    /// <summary>Counts columns and folds.</summary>
    private readonly struct ScalarLine(StringBuilder text, int indent, bool mayFold)
    {
        public void Plain(string value)
        {
            for (var index = 0; index < value.Length; index++)
            {
                if (!TryFold(value, index, atEdge: false))
                {
                    text.Append(value[index]);
                }
            }
        }

        public void Single(string value)
        {
            text.Append('\'');
            var breaks = false;
            for (var index = 0; index < value.Length; index++)
            {
                if (value[index] == '\n')
                {
                    // A break alone would be read as a space.
                    text.Append(breaks ? "\n" : "\n\n");
                    breaks = true;
                    continue;
                }

                if (breaks)
                {
                    text.Append(' ', indent);
                    breaks = false;
                }

                if (value[index] == '\'')
                {
                    text.Append("''");
                }
                else if (!TryFold(value, index, atEdge: index == 0 || index == value.Length - 1))
                {
                    text.Append(value[index]);
                }
            }

            text.Append(' ', breaks ? indent : 0).Append('\'');
        }

        public void Double(string value)
        {
            text.Append('"');
            for (var index = 0; index < value.Length; index++)
            {
                if (char.IsSurrogatePair(value, index))
                {
                    text.Append("\\U").Append(char.ConvertToUtf32(value, index++).ToString("X8", CultureInfo.InvariantCulture));
                }
                else if (Escape(value[index]) is { } escape)
                {
                    text.Append(escape);
                }
                else if (value[index] == ' ' && mayFold && Column() > FoldBehind && index > 0 && index < value.Length - 1 && value[index - 1] != ' ')
                {
                    NewLine();
                    text.Append(value[index + 1] == ' ' ? "\\" : string.Empty);
                }
                else
                {
                    text.Append(value[index]);
                }
            }

            text.Append('"');
        }

        // A single space behind the column becomes a line break.
        private bool TryFold(string value, int index, bool atEdge)
        {
            var fold = mayFold && value[index] == ' ' && !atEdge && Column() > FoldBehind
                && (index == 0 || value[index - 1] != ' ') && (index + 1 == value.Length || value[index + 1] != ' ');
            if (fold)
            {
                NewLine();
            }

            return fold;
        }

        private void NewLine() => text.Append('\n').Append(' ', indent);

        private int Column()
        {
            var column = 0;
            for (var index = text.Length - 1; index >= 0 && text[index] != '\n'; index--)
            {
                column += char.IsLowSurrogate(text[index]) ? 0 : 1;
            }

            return column;
        }
    }

    private static string? Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\0' => "\\0",
        '\a' => "\\a",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\v' => "\\v",
        '\f' => "\\f",
        '\r' => "\\r",
        '\u001b' => "\\e",
        '\u0085' => "\\N",
        '\u2028' => "\\L",
        '\u2029' => "\\P",
        _ when YamlStyle.IsPrintable(character) => null,
        < '\u0100' => "\\x" + ((int)character).ToString("X2", CultureInfo.InvariantCulture),
        _ => "\\u" + ((int)character).ToString("X4", CultureInfo.InvariantCulture),
    };
}
