using Daypass.Verifier.Templates;

namespace Daypass.Verifier.Tests.Templates;

public sealed class ArnTemplateTests
{
    private const string Prefix = "arn:aws:orders:{region}:{account}:";

    [Theory]
    [InlineData("order/{a}", "7", null, "arn:aws:orders:eu-west-1:111122223333:order/7")]
    [InlineData("order/{a}", "caf\u00e9 x", null, "arn:aws:orders:eu-west-1:111122223333:order/caf\u00e9 x")]
    [InlineData("order/{a}/line/{b}", "7", "8", "arn:aws:orders:eu-west-1:111122223333:order/7/line/8")]
    [InlineData("{a}:{b}", "x", "y", "arn:aws:orders:eu-west-1:111122223333:x:y")]
    [InlineData("file/{**a}", "x/y:z *?.txt", null, "arn:aws:orders:eu-west-1:111122223333:file/x/y:z *?.txt")]
    [InlineData("order/*", null, null, "arn:aws:orders:eu-west-1:111122223333:order/*")]
    public void Values_fill_the_placeholders(string template, string? a, string? b, string arn)
    {
        Assert.True(ArnTemplate.Parse(Prefix + template).For("eu-west-1", "111122223333").TryFill(new Values(a, b), out var filled, out var unfit));
        Assert.Equal((arn, null), (filled, unfit));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("*")]
    [InlineData("a*")]
    [InlineData("?")]
    [InlineData("${aws:username}")]
    [InlineData("%2F")]
    [InlineData("100%")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("a\0")]
    public void A_value_that_is_more_than_a_name_fills_nothing(string value)
    {
        var template = ArnTemplate.Parse(Prefix + "order/{a}").For("eu-west-1", "111122223333");
        Assert.False(template.TryFill(new Values(value, null), out var arn, out var unfit));
        Assert.Equal(("", "a"), (arn, unfit));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a%2fb")]
    [InlineData("a%2Fb")]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("a\rb")]
    public void A_path_that_two_programs_read_in_two_ways_fills_nothing(string value) =>
        Assert.False(ArnTemplate.Parse("arn:aws:orders:::file/{**a}").TryFill(new Values(value, null), out _, out _));

    [Fact]
    public void A_name_that_is_too_long_or_missing_fills_nothing()
    {
        var template = ArnTemplate.Parse("arn:aws:orders:::order/{a}");
        Assert.False(template.TryFill(new Values(new string('x', 2048), null), out _, out _));
        Assert.False(template.TryFill(new Values(null, null), out _, out _));
        Assert.False(template.TryFill(new Values("\ud800", null), out _, out _));
        Assert.False(ArnTemplate.Parse(Prefix + "order/7").TryFill(new Values(null, null), out _, out _));
    }

    /// <summary>No two different pairs of names give the same ARN.</summary>
    [Fact]
    public void Different_values_name_different_resources()
    {
        string[] parts = ["a", "b", "a/b", "b/a", "a:b", "/", ":", "", "a/", "/a", "line", "a%2Fb", "*", ".", "..", "${a}", "a b"];
        foreach (var text in new[] { "order/{a}/line/{b}", "{a}:{b}", "x{a}/{b}y", "{a}/{**b}" })
        {
            var template = ArnTemplate.Parse("arn:aws:orders:::" + text);
            var seen = new Dictionary<string, (string, string)>();
            foreach (var a in parts)
            {
                foreach (var b in parts)
                {
                    if (template.TryFill(new Values(a, b), out var arn, out _))
                    {
                        Assert.True(seen.TryAdd(arn, (a, b)), $"{arn} is {a} and {b}, and {seen.GetValueOrDefault(arn)}");
                    }
                }
            }

            Assert.NotEmpty(seen);
        }
    }

    [Theory]
    [InlineData("order/{a}")]
    [InlineData("arn:aws:{a}:::order")]
    [InlineData("arn:aws:orders:{a}::order/7")]
    [InlineData("arn:aws:orders:::{a}{b}")]
    [InlineData("arn:aws:orders:::{a}-{b}")]
    [InlineData("arn:aws:orders:::{**a}/x")]
    [InlineData("arn:aws:orders:::{a")]
    [InlineData("arn:aws:orders:::a}")]
    [InlineData("arn:aws:orders:::{}")]
    [InlineData("arn:aws:orders:::{a*}")]
    [InlineData("arn:aws:orders:::{*a}")]
    public void What_could_name_two_things_is_no_template(string text) => Assert.Throws<FormatException>(() => ArnTemplate.Parse(text));

    private readonly struct Values(string? a, string? b) : IArnValues
    {
        public string? Find(string name) => name == "a" ? a : b;
    }
}
