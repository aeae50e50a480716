using System.Text.RegularExpressions;

namespace Daypass.House.Tests;

public sealed partial class TreeTests
{
    [Fact]
    public void The_root_stays_short()
    {
        var entries = Repository.Files.Select(static file => file.Split('/')[0]).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(entries.Count <= 20, $"{entries.Count} entries: {string.Join(' ', entries)}");
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
        var tests = Repository.Sources.Where(static file => file.StartsWith("tests/", StringComparison.Ordinal)).Select(Repository.Read).ToList();
        var rows = Repository.Read("docs/compatibility.md").Split('\n')
            .Where(static line => line.StartsWith('|') && !line.StartsWith("|-", StringComparison.Ordinal) && !line.StartsWith("| -", StringComparison.Ordinal) && !line.Contains("| test", StringComparison.OrdinalIgnoreCase));
        var nameless = from row in rows
                       let cells = row.Trim().Trim('|').Split('|')
                       let names = TestName().Matches(cells[^1]).Select(static name => name.Groups["name"].Value).ToList()
                       where names.Count == 0 || names.Any(name => !tests.Exists(text => text.Contains($" {name}(", StringComparison.Ordinal) || text.Contains($"class {name}", StringComparison.Ordinal)))
                       select row;
        Assert.Empty(nameless);
    }

    [Fact]
    public void Decisions_are_numbered_once_each()
    {
        var numbers = Repository.Files.Where(static file => file.StartsWith("docs/adr/", StringComparison.Ordinal) && char.IsDigit(Path.GetFileName(file)[0]))
            .Select(static file => Path.GetFileName(file)[..4]).ToList();
        Assert.NotEmpty(numbers);
        Assert.Equal(numbers.Count, numbers.Distinct(StringComparer.Ordinal).Count());
    }

    private static IEnumerable<string> Documents => Repository.Files.Where(static file => file.EndsWith(".md", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?:[\w.]+\.)?(?<name>\w+)`")]
    private static partial Regex TestName();
}
