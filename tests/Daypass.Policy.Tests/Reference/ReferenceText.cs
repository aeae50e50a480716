using System.Text.RegularExpressions;

namespace Daypass.Policy.Tests.Reference;

/// <summary>Variables and wildcards the slow way: a list of symbols and a table of what matches what.</summary>
internal static partial class ReferenceText
{
    private const char Star = '\uE000';
    private const char Question = '\uE001';

    /// <summary>
    /// The pattern with variables filled in and wildcards turned into private symbols; null when a variable has no
    /// value (section 6).
    /// </summary>
    public static string? Fill(string text, bool variables, bool wildcards, IReadOnlyDictionary<string, object> context)
    {
        var filled = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var match = variables && text[i] == '$' ? Variable().Match(text, i) : Match.Empty;
            if (match.Success && match.Groups["literal"].Success)
            {
                filled.Append(match.Groups["literal"].Value);
                i += match.Length;
            }
            else if (match.Success)
            {
                var found = context.TryGetValue(match.Groups["key"].Value, out var value);
                var replacement = found ? value as string : match.Groups["default"].Success ? match.Groups["default"].Value : null;
                if (replacement is null)
                {
                    return null;
                }

                filled.Append(replacement);
                i += match.Length;
            }
            else
            {
                filled.Append(wildcards && text[i] == '*' ? Star : wildcards && text[i] == '?' ? Question : text[i]);
                i++;
            }
        }

        return filled.ToString();
    }

    /// <summary>Globs by dynamic programming: cell t of row p says whether the first p symbols match the first t characters.</summary>
    public static bool Matches(string pattern, string text)
    {
        // Only the row above is ever looked at, so two rows take the place of the table.
        var above = new bool[text.Length + 1];
        var row = new bool[text.Length + 1];
        above[0] = true;
        foreach (var symbol in pattern)
        {
            row[0] = above[0] && symbol == Star;
            for (var t = 1; t <= text.Length; t++)
            {
                row[t] = symbol == Star
                    ? above[t] || row[t - 1]
                    : above[t - 1] && (symbol == Question || symbol == text[t - 1]);
            }

            (above, row) = (row, above);
        }

        return above[text.Length];
    }

    public static string Wild(string pattern) => pattern.Replace('*', Star).Replace('?', Question);

    public static bool HasWildcard(string text) => text.Contains('*') || text.Contains('?');

    [GeneratedRegex(@"\G\$\{\s*(?:(?<literal>[*?$])|(?<key>[^{}$,'""\s](?:[^{}$,'""]*[^{}$,'""\s])?)\s*(?:,\s*'(?<default>[^']*)')?)\s*\}")]
    private static partial Regex Variable();
}
