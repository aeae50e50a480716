using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Daypass.House.Tests;

/// <summary>What people read: found from the README, linked well, in sentences that are not too long.</summary>
public sealed partial class DocumentationTests(ITestOutputHelper output)
{
    private const int LongestOfNine = 30;

    /// <summary>Pages that newcomers read first.</summary>
    private static readonly string[] Measured =
    [
        "README.md", "docs/README.md", "docs/tutorial.md", "docs/testing.md", "docs/ci.md", "docs/coming-from.md", "docs/errors.md", "docs/upgrading.md",
        "docs/platforms.md", "docs/limits.md",
    ];

    private static IEnumerable<string> Pages => Repository.Files.Where(static file => file.EndsWith(".md", StringComparison.Ordinal)
        && (file.StartsWith("docs/", StringComparison.Ordinal) || !file.Contains('/', StringComparison.Ordinal)));

    [Fact]
    public void Every_page_is_two_clicks_from_the_README()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { "README.md" };
        for (var click = 0; click < 2; click++)
        {
            reached.UnionWith(reached.SelectMany(LinksOf).Select(static link => link.Page).ToList());
        }

        // Decisions are listed by a page of their own, which is reached.
        var lost = Pages.Where(page => !reached.Contains(page) && !page.StartsWith("docs/adr/0", StringComparison.Ordinal)).ToList();
        Assert.Empty(lost);
    }

    [Fact]
    public void Every_anchor_that_is_linked_is_a_heading()
    {
        var dead = from page in Pages
                   from link in LinksOf(page)
                   where link.Anchor.Length > 0 && link.Page.EndsWith(".md", StringComparison.Ordinal)
                   where !AnchorsOf(link.Page).Contains(link.Anchor)
                   select $"{page}: {link.Page}#{link.Anchor}";
        Assert.Empty(dead);
    }

    [Fact]
    public void Nine_of_ten_sentences_have_thirty_words_or_less()
    {
        var all = Pages.Where(static page => page != "CHANGELOG.md").SelectMany(SentencesOf).OrderBy(static one => one.Words).ToList();
        output.WriteLine($"{all.Count} sentences: median {all[all.Count / 2].Words}, p90 {all[all.Count * 9 / 10].Words}, longest {all[^1].Words}");
        foreach (var (page, words, text) in all.TakeLast(10))
        {
            output.WriteLine($"{page}: {words} words: {text[..Math.Min(text.Length, 100)]}");
        }

        var first = Measured.SelectMany(SentencesOf).Select(static one => one.Words).Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the first pages: {first.Count} sentences, p90 {first[first.Count * 9 / 10]}"));
        Assert.True(all[all.Count * 9 / 10].Words <= LongestOfNine, $"p90 of all pages is {all[all.Count * 9 / 10].Words} words");
        Assert.True(first[first.Count * 9 / 10] <= LongestOfNine, $"p90 is {first[first.Count * 9 / 10]} words");
    }

    private static IEnumerable<(string Page, string Anchor)> LinksOf(string page)
    {
        if (!page.EndsWith(".md", StringComparison.Ordinal) || !File.Exists(Path.Combine(Repository.Root, page)))
        {
            yield break;
        }

        foreach (Match link in Link().Matches(Repository.Read(page)))
        {
            var target = link.Groups["target"].Value;
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
            {
                continue;
            }

            var parts = target.Split('#');
            var path = parts[0].Length == 0 ? page
                : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, parts[0])));
            yield return (path, parts.Length > 1 ? parts[1] : "");
        }
    }

    // As GitHub makes them: small letters, no punctuation, hyphens for blanks, a number behind the second of the same name.
    private static HashSet<string> AnchorsOf(string page)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(Fence().Replace(Repository.Read(page), "")))
        {
            var text = MarkdownLink().Replace(heading.Groups["text"].Value.Trim(), "$1").ToLowerInvariant();
            var kept = text.Where(static one => char.IsLetterOrDigit(one) || one is ' ' or '-' or '_');
            var anchor = new string([.. kept.Select(static one => one == ' ' ? '-' : one)]);
            for (var (name, count) = (anchor, 1); !anchors.Add(name); count++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{anchor}-{count}");
            }
        }

        anchors.UnionWith(Explicit().Matches(Repository.Read(page)).Select(static anchor => anchor.Groups["id"].Value));
        return anchors;
    }

    // Paragraphs and list items; tables, code and headings left out. A word is a piece between blanks with a letter or a digit.
    private static IEnumerable<(string Page, int Words, string Text)> SentencesOf(string page)
    {
        var text = Fence().Replace(Repository.Read(page), "\n");
        foreach (var block in text.Split("\n\n"))
        {
            foreach (var item in ListItem().Split(block))
            {
                if (item.TrimStart() is ['|' or '#' or '<', ..])
                {
                    continue;
                }

                foreach (var sentence in SentenceEnd().Split(MarkdownLink().Replace(item.ReplaceLineEndings(" "), "$1")))
                {
                    var words = sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(static word => word.Any(char.IsLetterOrDigit));
                    if (words > 0)
                    {
                        yield return (page, words, sentence.Trim());
                    }
                }
            }
        }
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"<a (?:id|name)=""(?<id>[^""]+)""")]
    private static partial Regex Explicit();

    [GeneratedRegex(@"^ *(```|~~~).*?^ *\1", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*(?:[-*]|\d+\.) ", RegexOptions.Multiline)]
    private static partial Regex ListItem();

    [GeneratedRegex(@"(?<=[.!?:])\s+(?=[A-Z`\[(*""])")]
    private static partial Regex SentenceEnd();
}
