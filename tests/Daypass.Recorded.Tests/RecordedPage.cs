using System.Text;

namespace Daypass.Recorded.Tests;

/// <summary>docs/recorded.md: people write the page, and this the tables in it.</summary>
internal static class RecordedPage
{
    private const string Begin = "<!-- score: written by RecordedTests -->\n";
    private const string End = "<!-- end of score -->\n";

    /// <summary>The page with its tables made anew.</summary>
    public static string Write(string page, IReadOnlyList<RecordedGroup> groups)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException("The page has lost the marks between which its tables are.");
        }

        var text = new StringBuilder(page[..(begin + Begin.Length)]);
        text.Append("\n| group | recorded | observations | agree | differ | AWS was late | fail-open |\n|---|---|---|---|---|---|---|\n");
        foreach (var group in groups)
        {
            text.Append(Invariant($"| `{group.Name}` | {group.Dates} | {group.Results.Count} | {group.Agree} | {group.Differ} "));
            text.Append(Invariant($"| {group.Delayed} | {group.FailOpen} |\n"));
        }

        text.Append(Invariant($"| together | | {groups.Sum(static group => group.Results.Count)} | {groups.Sum(static group => group.Agree)} "));
        text.Append(Invariant($"| {groups.Sum(static group => group.Differ)} | {groups.Sum(static group => group.Delayed)} "));
        text.Append(Invariant($"| {groups.Sum(static group => group.FailOpen)} |\n"));
        AddDifferences(text, groups);
        return text.Append('\n').Append(page, end, page.Length - end).ToString();
    }

    // Those of one reason share a row: a reason is what somebody wants to judge, not each of its examples.
    private static void AddDifferences(StringBuilder text, IReadOnlyList<RecordedGroup> groups)
    {
        var marked = groups.SelectMany(static group => group.Marked.Select(vector => (group.Name, vector)))
            .GroupBy(static one => (one.Name, one.vector.Differs), static one => one.vector.Id).ToList();
        if (marked.Count == 0)
        {
            text.Append("\nNo answer differs.\n");
            return;
        }

        text.Append("\n| group | vectors | why our answer is another one |\n|---|---|---|\n");
        foreach (var reason in marked)
        {
            var numbers = reason.Select(id => id[(reason.Key.Name.Length + 1)..]);
            text.Append($"| `{reason.Key.Name}` | {string.Join(", ", numbers)} | {reason.Key.Differs!.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
