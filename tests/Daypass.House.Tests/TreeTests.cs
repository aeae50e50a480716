using System.Globalization;
using System.Text.RegularExpressions;

namespace Daypass.House.Tests;

public sealed partial class TreeTests
{
    [Fact]
    public void The_root_stays_short()
    {
        var entries = Repository.Files.Select(static file => file.Split('/')[0]).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(entries.Count <= 21, $"{entries.Count} entries: {string.Join(' ', entries)}");
    }

    [Fact]
    public void The_changelog_has_a_place_for_what_comes_next() =>
        Assert.Contains("\n## Unreleased\n", Repository.Read("CHANGELOG.md"), StringComparison.Ordinal);

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var dead = from file in Documents
                   from Match link in Link().Matches(Repository.Read(file))
                   let target = link.Groups["target"].Value.Split('#')[0]
                   where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
                   let path = Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, target)
                   where !File.Exists(path) && !Directory.Exists(path)
                   select $"{file}: {target}";
        Assert.Empty(dead);
    }

    [Fact]
    public void Every_known_difference_from_AWS_names_a_test_that_exists()
    {
        var tests = Repository.Sources.Where(static file => file.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(static file => TestDeclaration().Matches(Repository.Read(file)).Select(static declared => declared.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);
        var rows = Repository.Read("docs/compatibility.md").Split('\n')
            .Where(static line => line.StartsWith('|') && !line.StartsWith("|-", StringComparison.Ordinal) && !line.StartsWith("| -", StringComparison.Ordinal))
            .Where(static line => !line.Contains("| test", StringComparison.OrdinalIgnoreCase));
        var nameless = from row in rows
                       let cells = row.Trim().Trim('|').Split('|')
                       let names = TestName().Matches(cells[^1]).Select(static name => name.Groups["name"].Value).ToList()
                       where names.Count == 0 || names.Any(name => !tests.Contains(name))
                       select row;
        Assert.Empty(nameless);
    }

    [Fact]
    public void The_list_of_decisions_names_each_file_and_gives_a_reason_for_each_number_without_one()
    {
        var files = Repository.Files.Where(static file => file.StartsWith("docs/adr/", StringComparison.Ordinal)).Select(static file => Path.GetFileName(file))
            .Where(static file => char.IsDigit(file[0])).Order(StringComparer.Ordinal).ToList();
        var rows = DecisionRow().Matches(Repository.Read("docs/adr/README.md"));
        Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(static row => int.Parse(row.Groups["number"].Value, CultureInfo.InvariantCulture)));
        Assert.Equal(files, rows.Where(static row => row.Groups["file"].Success).Select(static row => row.Groups["file"].Value));
        Assert.All(rows, static row =>
        {
            var number = row.Groups["number"].Value;
            if (row.Groups["file"].Success)
            {
                var file = row.Groups["file"].Value;
                Assert.Equal(number.PadLeft(4, '0'), file[..4]);
                Assert.Equal($"# {number}. {row.Groups["title"].Value}", Repository.Read($"docs/adr/{file}").Split('\n')[0]);
            }
            else
            {
                Assert.Matches("^(number skipped|not used|withdrawn): .+", row.Groups["reason"].Value);
            }
        });
    }

    private static IEnumerable<string> Documents => Repository.Files.Where(static file => file.EndsWith(".md", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (?<number>\d+) \| (?:\[(?<title>.+)\]\((?<file>[^)]+)\)|(?<reason>.+)) \|$", RegexOptions.Multiline)]
    private static partial Regex DecisionRow();

    [GeneratedRegex(@"^\s*public\s.*?\b(?:class\s+(?<name>\w+)|(?:Task|void)\s+(?<name>\w+)\()", RegexOptions.Multiline)]
    private static partial Regex TestDeclaration();

    [GeneratedRegex(@"`(?:[\w.]+\.)?(?<name>\w+)`")]
    private static partial Regex TestName();
}
