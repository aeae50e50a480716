using System.Text;
using Daypass.Policy.Values;

namespace Daypass.Policy.Tests.Values;

public sealed class LowerTextTests
{
    [Fact]
    public void Every_letter_below_U_10000_is_equal_to_its_simple_lower_case_and_none_above_to_another()
    {
        foreach (var rune in AllRunes())
        {
            var text = rune.ToString();
            var lower = rune.Value == 0x130 ? "i\u0307" : Rune.ToLowerInvariant(rune).ToString();
            Assert.True(LowerText.AreEqual(text, lower) == (rune.IsBmp || text == lower), $"U+{rune.Value:X4}");
        }
    }

    [Theory]
    [InlineData("Α'Σ", "α'ς")]
    [InlineData("Α:Σ", "α:ς")]
    [InlineData("Α\u00ADΣ", "α\u00ADς")]
    [InlineData("Α-Σ", "α-σ")]
    [InlineData("ʰΣ", "ʰς")]
    [InlineData("ªΣ", "ªς")]
    [InlineData("ⒶΣ", "ⓐς")]
    [InlineData("ΑΣ.", "ας.")]
    [InlineData("ΑΣ.β", "ασ.β")]
    [InlineData("ΑΣ😀Α", "ας😀α")]
    [InlineData("𐐀\u0301Σ\u0301", "𐐀\u0301ς\u0301")]
    [InlineData("\uD801Σ", "\uD801σ")]
    public void A_sigma_looks_at_the_nearest_letter(string capital, string lower) => Assert.True(LowerText.AreEqual(capital, lower));

    [Theory]
    [InlineData("sigmas", "Σ")]
    [InlineData("sigmas with dots between", "Σ.")]
    [InlineData("sigmas with many dots between", "Σ....................................")]
    [InlineData("dots before one sigma", ".")]
    public void No_character_is_looked_at_more_than_a_few_times(string name, string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 4000)) + "Σ";
        Assert.False(LowerText.AreEqual(text, text + "α", out var steps));
        Assert.True(steps <= 8 * text.Length, $"{name}: {steps} steps for {text.Length} characters");
    }

    private static IEnumerable<Rune> AllRunes() => Enumerable.Range(0, 0x20000).Where(Rune.IsValid).Select(static value => new Rune(value));
}
