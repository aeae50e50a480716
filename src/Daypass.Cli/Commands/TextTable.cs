using System.Text;

namespace Daypass.Cli.Commands;

/// <summary>Rows for users, with their columns one below the other.</summary>
internal static class TextTable
{
    private const int Gap = 2;

    /// <summary>The text; the first row holds the headings.</summary>
    public static string Write(IReadOnlyList<string[]> rows)
    {
        var widths = new int[rows[0].Length];
        foreach (var row in rows)
        {
            for (var column = 0; column < widths.Length; column++)
            {
                widths[column] = Math.Max(widths[column], row[column].Length + Gap);
            }
        }

        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var line = new StringBuilder();
            for (var column = 0; column < widths.Length; column++)
            {
                line.Append(row[column].PadRight(widths[column]));
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
