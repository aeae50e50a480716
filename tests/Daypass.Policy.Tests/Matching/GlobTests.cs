using Daypass.Policy.Evaluation;
using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Tests.Matching;

public sealed class GlobTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("**", "abc", true)]
    [InlineData("?", "", false)]
    [InlineData("a*b*c", "abc", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("ab*ab", "ab", false)]
    [InlineData("ab*ab", "abab", true)]
    [InlineData("*?b?*", "xxbx", true)]
    [InlineData("*a?c*a?d", "abcabd", true)]
    [InlineData("*aab", "aaaab", true)]
    [InlineData("?*?", "a", false)]
    [InlineData("a?????????????????b", "a12345678901234567b", true)]
    [InlineData("a?????????????????b*", "a12345678901234567c", false)]
    public void Matches_the_whole_text(string pattern, string text, bool expected)
    {
        Assert.Equal(expected, Glob.Parse(pattern).IsMatch(text));
        Assert.Equal(expected, ExpandedPattern.IsMatch(Expand(pattern), text, new AuthorizationRequest()));
    }

    [Fact]
    public void Never_differs_from_the_table_of_what_matches_what()
    {
        var dice = new Differential.Dice(31);
        var request = new AuthorizationRequest();
        for (var i = 0; i < 200_000; i++)
        {
            var pattern = Text(dice, "ab*?", 10);
            var text = Text(dice, "ab", 12);
            var expected = Reference.ReferenceText.Matches(Reference.ReferenceText.Wild(pattern), text);
            Assert.True(expected == Glob.Parse(pattern).IsMatch(text), $"{pattern} {text}");
            Assert.True(expected == ExpandedPattern.IsMatch(Expand(pattern), text, request), $"{pattern} {text}");
            request.Clear();
        }
    }

    public static TheoryData<string, string, string> Costly
    {
        get
        {
            var data = new TheoryData<string, string, string>
            {
                { "a thousand stars", string.Concat(Enumerable.Repeat("a*", 1000)) + "b*", new string('a', 2048) },
                { "a thousand stars and a missing end", string.Concat(Enumerable.Repeat("*a", 1000)) + "*b*a", new string('a', 2048) },
                { "a thousand stars and question marks", string.Concat(Enumerable.Repeat("*?a", 1000)) + "*b*", new string('a', 2048) },
                { "a long piece after a star", "*" + new string('a', 1024) + "b*", new string('a', 2048) },
                { "a long piece that differs in its middle", "*" + new string('a', 512) + "b" + new string('a', 511) + "*", new string('a', 2048) },
                { "a long piece with question marks", "*" + string.Concat(Enumerable.Repeat("a?", 512)) + "b*", new string('a', 2048) },
                { "many pieces with question marks", string.Concat(Enumerable.Repeat("*aaaaaaa?", 250)) + "*b*", new string('a', 2048) },
            };
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Costly))]
    public void No_place_of_a_text_is_tried_twice(string name, string pattern, string text)
    {
        var glob = Glob.Parse(pattern);
        Assert.False(glob.IsMatch(text));
        Assert.False(glob.IsPiecewiseMatch(text, null, out var tried));
        Assert.True(tried <= text.Length, $"{name}: {tried}");
    }

    [Fact]
    public void A_thousand_stars_in_a_policy_with_a_variable_go_back_to_the_last_star_only()
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", 1000));
        var policy = PolicyFixture.Named(PolicyFixture.Allow("*", "*", "{\"StringLike\":{\"aws:UserAgent\":\"" + pattern + "${aws:username}*\"}}"));
        var request = PolicyFixture.Request(Principal.User("arn:aws:iam::111111111111:user/a"), "a:b");
        var agent = new string('a', 2048);
        request.Context.Add("aws:UserAgent", agent);
        request.Context.Add("aws:username", "b");
        Assert.False(PolicyEngine.Decide(request, new PolicySet { IdentityPolicies = [policy] }).IsAllowed);

        request.Clear();
        Assert.False(ExpandedPattern.IsMatch(Expand(pattern + "b*"), agent, request));
        Assert.True(request.StepsTaken <= 2 * (pattern.Length + agent.Length), $"{request.StepsTaken} steps");
    }

    private static int[] Expand(string pattern) =>
        [.. pattern.Select(static c => c switch { '*' => PatternText.Star, '?' => PatternText.Question, _ => c })];

    private static string Text(Differential.Dice dice, string alphabet, int most) =>
        string.Concat(Enumerable.Range(0, dice.Roll(most)).Select(_ => alphabet[dice.Roll(alphabet.Length)]));
}
