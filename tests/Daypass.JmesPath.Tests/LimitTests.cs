using System.Text;
using Daypass.JmesPath.Tests.Support;
using Daypass.JmesPath.Values;

namespace Daypass.JmesPath.Tests;

public sealed class LimitTests
{
    private static readonly Value Given = new MapValue().Set("a", ListValue.From(Value.From(1), Value.From(2)));

    [Theory]
    [InlineData("(", ")", 100_000)]
    [InlineData("[", "]", 10_000)]
    [InlineData("!", "", 20_000)]
    [InlineData("{a:", "}", 5_000)]
    [InlineData("length(", ")", 2_000)]
    [InlineData("a[?", "]", 5_000)]
    [InlineData("& ", "", 5_000)]
    public void Deep_nesting_is_refused_and_not_a_crash(string open, string close, int depth)
    {
        var text = string.Concat(Repeat(open, depth), "a", Repeat(close, depth));
        Assert.False(JmesPathExpression.TryParse(text, out _, out var error));
        Assert.StartsWith("Invalid jmespath expression: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "|@", 4_000)]
    [InlineData("a", "||a", 4_000)]
    [InlineData("a", "[]", 4_000)]
    [InlineData("a", ".[@]", 4_000)]
    [InlineData("a", "|[@]", 4_000)]
    public void A_long_chain_is_refused_and_not_a_crash(string first, string link, int count)
    {
        Assert.False(JmesPathExpression.TryParse(first + Repeat(link, count), out _, out var error));
        Assert.Equal("Invalid jmespath expression: nested too deeply.", error.Message);
    }

    [Fact]
    public void A_long_chain_of_fields_is_only_long() => Assert.Equal(Value.Null, Search("a" + Repeat(".a", 4_000), out _));

    [Theory]
    [InlineData("@", "|[@,@]", 100)]
    [InlineData("@", "|{x:@,y:@}", 100)]
    [InlineData("a", "|[@,@][]", 100)]
    [InlineData("'0123456789'", "|join('',[@,@])", 60)]
    [InlineData("@", "|{x:to_string(@),y:to_string(@)}", 60)]
    public void A_result_that_grows_without_end_is_refused(string first, string link, int count)
    {
        Search(first + Repeat(link, count), out var error);
        Assert.Equal("The query does too much work or gives too large a result.", error!.Message);
        Assert.False(error.IsSyntax);
    }

    [Fact]
    public void Comparing_two_results_that_share_their_parts_ends()
    {
        var shared = Repeat("|[@,@]", 100);
        Search($"(@{shared}) == (@{shared})", out var error);
        Assert.NotNull(error);
    }

    [Fact]
    public void Random_text_gives_a_value_or_a_fault()
    {
        const string Alphabet = "ab.*[]{}()|&!<>=,:@?'`\"\\0-1 é\ud83d\ude00\n";
        var random = new SeededNumbers(20261122);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 14); length > 0; length--)
            {
                text.Append(Alphabet[random.Next(Alphabet.Length)]);
            }

            if (JmesPathExpression.TryParse(text.ToString(), out var expression, out var error))
            {
                Assert.True(expression.TrySearch(Given, out var result, out error) ? result is not null : error.Message.Length > 0);
            }
            else
            {
                Assert.True(error.IsSyntax);
            }
        }
    }

    private static Value? Search(string text, out JmesPathError? error)
    {
        Assert.True(JmesPathExpression.TryParse(text, out var expression, out var malformed), malformed?.Message);
        return expression.TrySearch(Given, out var result, out error) ? result : null;
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
