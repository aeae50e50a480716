using Daypass.Core.Mfa;

namespace Daypass.Core.Tests.Mfa;

public sealed class TimeCodeTests
{
    private static readonly byte[] Seed = "12345678901234567890"u8.ToArray();

    /// <summary>RFC 6238 appendix B, the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_RFC_6238(long seconds, string code)
    {
        var step = TimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds));
        Assert.Equal(code, TimeCode.At(Seed, step));
        Assert.True(TimeCode.Matches(Seed, step, code));
        Assert.False(TimeCode.Matches(Seed, step + 1, code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870820")]
    [InlineData("28708a")]
    [InlineData("２８７０８２")]
    public void What_is_no_six_digits_matches_nothing(string code) => Assert.False(TimeCode.Matches(Seed, 1, code));
}
