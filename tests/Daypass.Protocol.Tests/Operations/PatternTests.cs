#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Operations;

/// <summary>Holds the matchers against .NET's regular expressions, for every pattern in use.</summary>
public sealed class PatternTests
{
    private static readonly string[] Pieces =
    [
        "a", "Z", "0", "9", "_", "+", "=", ",", ".", "@", "-", "/", "//", ":", " ", "\t", "\n", "\r", "\0", "\u0001", "\u001F", "\u007E", "\u007F",
        "\u0085", "\u00A0", "\u00FF", "\u0100",
        "é", "\u0660", "\u2028", "\u3000", "\uD7FF", "\uE000", "\uFFFD", "\uFFFE", "\U00010330", "v", "v1", "v12", "http://", "https://", "?", "#", "&",
        "%", "!", "~", "\\", "[", "]", "{", "RS256", "alias-x", "--", "\u2460",
    ];

    public static TheoryData<string> InUse => [.. All().Select(static pattern => pattern.Text).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(InUse))]
    public void A_matcher_agrees_with_the_regular_expression(string text)
    {
        var pattern = TextPattern.Parse(text);
        // AWS's engine reads \u10000 as U+1000 and a zero, as .NET's does, and its \w and \d are ASCII, as in .NET's ECMAScript mode (which lacks \p).
        var options = text.Contains(@"\p", StringComparison.Ordinal) ? RegexOptions.CultureInvariant : RegexOptions.ECMAScript;
        var regex = new Regex($@"\A(?:{text.TrimStart('^').TrimEnd('$')})(?![\s\S])", options);
        var random = new Random(11);
        for (var round = 0; round < 4000; round++)
        {
            var candidate = Candidate(random, text);
            if (text.Contains(@"\p", StringComparison.Ordinal))
            {
                // .NET looks at UTF-16 units, AWS's engine at characters, as we do.
                candidate = candidate.Replace("\U00010330", "é", StringComparison.Ordinal);
            }

            Assert.True(regex.IsMatch(candidate) == pattern.IsMatch(candidate), $"{text} on {Uri.EscapeDataString(candidate)}");
        }
    }

    [Fact]
    public void There_are_two_score_of_patterns_and_all_are_met() => Assert.InRange(InUse.Count, 30, 60);

    [Theory]
    [InlineData("a|b")]
    [InlineData("[a-z]x")]
    [InlineData("(a)")]
    [InlineData("[a")]
    public void A_pattern_without_a_matcher_is_a_bug(string text) => Assert.Throws<NotSupportedException>(() => TextPattern.Parse(text).IsMatch("x"));

    [Theory]
    [InlineData("[ab]", "a", true)]
    [InlineData("[ab]", "ab", false)]
    [InlineData("[ab]{2}", "ab", true)]
    [InlineData("[ab]{2,3}", "abab", false)]
    [InlineData("[ab]{2,}", "ababab", true)]
    [InlineData("^[ab]+$", "", false)]
    [InlineData(@"[a\]b]*", "a]b", true)]
    public void Counts_and_anchors_are_understood(string text, string candidate, bool matches) =>
        Assert.Equal(matches, TextPattern.Parse(text).IsMatch(candidate));

    [Fact]
    public void Matching_takes_linear_time()
    {
        var alias = Encoding.ASCII.GetBytes(new string('a', 200_000) + "!");
        var patterns = All().DistinctBy(static pattern => pattern.Text).ToList();
        var clock = Stopwatch.StartNew();
        Assert.Contains(patterns, pattern => !pattern.IsMatch(alias));
        Assert.Contains(patterns, pattern => pattern.IsMatch(alias));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static string Candidate(Random random, string text)
    {
        var candidate = new StringBuilder();
        for (var count = random.Next(8); count > 0; count--)
        {
            candidate.Append(Pieces[random.Next(Pieces.Length)]);
        }

        // Half of the time from what the special patterns are made of, or hardly any candidate would match.
        return random.Next(2) == 0 ? candidate.ToString() : text switch
        {
            Patterns.OwnerAccountId => new string((char)('0' + random.Next(11)), random.Next(11, 14)),
            Patterns.AccountAlias => From(random, "ab0--", random.Next(70)),
            Patterns.PolicyVersionId => "v" + From(random, "0123.-a", random.Next(5)),
            Patterns.RedirectUrl => (random.Next(5) == 0 ? "ftp://" : "https://") + From(random, "ab./-_?#=&", random.Next(12)),
            _ => "/" + From(random, "ab/.@\u007F ", random.Next(6)) + (random.Next(2) == 0 ? "/" : ""),
        };
    }

    private static string From(Random random, string characters, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => characters[random.Next(characters.Length)]));

    private static IEnumerable<TextPattern> All() =>
        OperationCatalogue.All.SelectMany(static operation => Members.Flatten(operation.Input)).Select(static member => member.Pattern).OfType<TextPattern>();
}
