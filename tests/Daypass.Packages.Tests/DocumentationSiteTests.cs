using System.Net;
using System.Text.RegularExpressions;

namespace Daypass.Packages.Tests;

/// <summary>The documentation as a static site.</summary>
[Trait("Category", "foreign")]
public sealed partial class DocumentationSiteTests
{
    [Fact]
    public async Task Every_page_is_there_its_links_and_anchors_lead_somewhere_and_nothing_is_fetched_from_elsewhere()
    {
        using var folder = new Testing.Server.TemporaryFolder();
        var site = Path.Combine(folder.Path, "site");
        var made = await Shell.Run("bash", Shell.InRepository("publish.sh"), "--docs", site);
        Assert.True(made.ExitCode == 0, made.Errors);

        var pages = Directory.EnumerateFiles(site, "*.html", SearchOption.AllDirectories).ToDictionary(
            page => Path.GetRelativePath(site, page), File.ReadAllText, StringComparer.Ordinal);
        Assert.Contains("index.html", pages.Keys);
        foreach (var page in Directory.EnumerateFiles(Shell.InRepository("docs"), "*.md"))
        {
            var name = Path.GetFileNameWithoutExtension(page);
            Assert.Contains($"docs/{(name == "README" ? "index" : name)}.html", pages.Keys);
        }

        var dead = from page in pages
                   from Match link in Link().Matches(page.Value)
                   let target = WebUtility.HtmlDecode(link.Groups["target"].Value).Split('#')
                   let file = target[0].Length == 0 ? page.Key : target[0].TrimStart('/')
                   let known = pages.GetValueOrDefault(file.EndsWith('/') || file.Length == 0 ? file + "index.html" : file)
                   where known is not null && target.Length > 1 && target[1].Length > 0
                   where !known.Contains($"id=\"{Uri.UnescapeDataString(target[1])}\"", StringComparison.Ordinal)
                   select $"{page.Key}: {link.Groups["target"].Value}";
        Assert.Empty(dead.Distinct());
        Assert.All(pages, static page => Assert.DoesNotMatch(Foreign(), page.Value));
        Assert.Contains(">Daypass<", pages["docs/testing.html"], StringComparison.Ordinal);
        Assert.DoesNotContain("{{", pages["docs/testing.html"], StringComparison.Ordinal);
        Assert.Contains(
            Directory.EnumerateFiles(site, "*localSearchIndex*", SearchOption.AllDirectories),
            static index => File.ReadAllText(index).Contains("signaturedoesnotmatch", StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"<a [^>]*href=""(?<target>[^"":]*)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"<(?:script|link|img|iframe)[^>]*(?:src|href)=""(?:https?:)?//")]
    private static partial Regex Foreign();
}
