using Daypass.JmesPath.Values;

namespace Daypass.JmesPath.Tests;

/// <summary>Where the aws command line stops with an error of its own language and the specification knows an answer.</summary>
public sealed class JmesPathDifferenceTests
{
    [Theory]
    [InlineData("contains('a1', `1`)", "false")]
    [InlineData("'a' < `1`", "null")]
    [InlineData("contains(`[1, 2]`, `true`)", "false")]
    [InlineData("`[[true]]` == `[[1]]`", "false")]
    public void The_specification_wins_over_an_accident(string text, string expected)
    {
        Assert.True(JmesPathExpression.TryParse(text, out var expression, out _));
        Assert.True(expression.TrySearch(Value.Null, out var result, out _));
        Assert.Equal(expected, JsonText.Write(result));
    }

    [Fact]
    public void Merging_what_is_no_map_is_a_type_error()
    {
        Assert.True(JmesPathExpression.TryParse("merge(`{}`, 'x')", out var expression, out _));
        Assert.False(expression.TrySearch(Value.Null, out _, out var error));
        Assert.Equal("In function merge(), invalid type for value: x, expected one of: ['object'], received: \"string\"", error.Message);
    }
}
