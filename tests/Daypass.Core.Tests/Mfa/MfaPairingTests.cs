using Daypass.Core.Mfa;

namespace Daypass.Core.Tests.Mfa;

/// <summary>Which two codes pair, by the edges that AWS was recorded to have (testdata/aws/iam/mfa_pair_window.json in radkawar/stackd).</summary>
public sealed class MfaPairingTests
{
    private const long Here = 57_000_000;

    private static readonly byte[] Seed = "12345678901234567890"u8.ToArray();

    [Theory]
    [InlineData(-998)]
    [InlineData(-500)]
    [InlineData(-2)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(21)]
    [InlineData(1000)]
    public void Two_consecutive_codes_pair_however_far_off_within_eight_hours(int second) => Assert.Equal(Here + second, Find(second - 1, second));

    [Theory]
    [InlineData(-1000, -999)]
    [InlineData(1000, 1001)]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    public void Codes_that_are_too_far_off_or_do_not_follow_one_another_do_not_pair(int first, int second) => Assert.Null(Find(first, second));

    [Theory]
    [InlineData(9, 10, false)]
    [InlineData(10, 11, false)]
    [InlineData(8, 9, false)]
    [InlineData(11, 12, true)]
    public void Both_codes_are_newer_than_the_last_pair(int first, int second, bool pairs) => Assert.Equal(pairs, Find(first, second, Here + 10) is not null);

    [Fact]
    public void What_is_no_code_pairs_with_nothing() => Assert.Null(MfaPairing.Find(Seed, "", "28708a", Here, null));

    private static long? Find(int first, int second, long? lastPair = null) =>
        MfaPairing.Find(Seed, TimeCode.At(Seed, Here + first), TimeCode.At(Seed, Here + second), Here, lastPair);
}
