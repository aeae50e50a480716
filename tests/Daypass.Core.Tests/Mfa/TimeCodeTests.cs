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

    [Theory]
    [InlineData(-10)]
    [InlineData(-2)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public void Two_consecutive_codes_tell_how_far_a_clock_is_off(int ahead)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_010);
        var first = TimeCode.StepAt(now) + ahead;
        var found = MfaPairing.Find(Seed, TimeCode.At(Seed, first), TimeCode.At(Seed, first + 1), now);
        Assert.Equal(first, found!.Value.First);
        Assert.Equal(ahead is -1 or 0 ? 0 : ahead < 0 ? ahead + 1 : ahead, found.Value.Drift);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(-11, -10)]
    [InlineData(12, 13)]
    public void Codes_that_are_not_consecutive_or_too_far_off_do_not_pair(int first, int second)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_010);
        var here = TimeCode.StepAt(now);
        Assert.Null(MfaPairing.Find(Seed, TimeCode.At(Seed, here + first), TimeCode.At(Seed, here + second), now));
    }
}
