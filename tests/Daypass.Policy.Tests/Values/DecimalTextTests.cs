using System.Globalization;
using System.Numerics;
using Daypass.Policy.Tests.Differential;
using Daypass.Policy.Values;

namespace Daypass.Policy.Tests.Values;

public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("e1")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.0")]
    [InlineData("1ee1")]
    [InlineData("1.2.3")]
    [InlineData("+-1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1\n")]
    [InlineData("1,000")]
    [InlineData("1_0")]
    [InlineData("0x10")]
    [InlineData("1f")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("٣")]
    [InlineData("1e2147483648")]
    [InlineData("1e-2147483648")]
    [InlineData("1e99999999999999999999999999")]
    public void Reads_numbers_and_nothing_else(string text) => Assert.Null(DecimalText.Parse(text));

    [Fact]
    public void Orders_numbers_as_arithmetic_does()
    {
        var dice = new Dice(51);
        for (var i = 0; i < 50_000; i++)
        {
            var (one, other) = (Draw(dice), Draw(dice));
            var expected = (Scaled(one) - Scaled(other)).Sign;
            Assert.True(Math.Sign(Compare(one, other)) == expected, $"{one} and {other}");
            Assert.True(Math.Sign(Compare(other, one)) == -expected, $"{other} and {one}");
        }
    }

    [Fact]
    public void A_huge_exponent_is_only_a_number()
    {
        Assert.True(Compare("1e2147483647", "9e2147483646") > 0);
        Assert.True(Compare("1e-2147483647", "0") > 0);
        Assert.Equal(0, Compare("0e2147483647", "-0e-2147483647"));
        Assert.Equal(0, Compare("1e0000000000000000000002", "100"));
    }

    private static int Compare(string one, string other) => DecimalText.Parse(one)!.Value.CompareTo(DecimalText.Parse(other)!.Value);

    private static string Draw(Dice dice)
    {
        var digits = string.Concat(Enumerable.Range(0, 1 + dice.Roll(4)).Select(_ => (char)('0' + (dice.Chance(50) ? 0 : dice.Roll(10)))));
        var point = dice.Roll(digits.Length + 2);
        var text = point > digits.Length ? digits : digits.Insert(point, ".");
        var sign = dice.Pick(["", "", "+", "-"]);
        return sign + text + (dice.Chance(50) ? "" : string.Create(CultureInfo.InvariantCulture, $"{dice.Pick(["e", "E"])}{dice.Roll(9) - 4}"));
    }

    /// <summary>The number times ten to the twelfth, which is whole for every one that is drawn.</summary>
    private static BigInteger Scaled(string text)
    {
        var parts = text.ToUpperInvariant().Split('E');
        var whole = parts[0].Split('.');
        var part = whole.Length == 1 ? "" : whole[1];
        var digits = BigInteger.Parse(whole[0] + part + "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) / 10;
        var exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        return digits * BigInteger.Pow(10, 12 + exponent - part.Length);
    }
}
