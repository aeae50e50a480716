using System.Text;

namespace Daypass.Protocol.Tests.Identifiers;

public class AccountIdTests
{
    [Theory]
    [InlineData("000000000000", 0)]
    [InlineData("000000000001", 1)]
    [InlineData("123456789012", 123456789012)]
    [InlineData("999999999999", 999999999999)]
    public void Twelve_digits_are_read_and_written_with_their_zeros(string text, long number)
    {
        Assert.True(AccountId.TryParse(text, out var account));
        Assert.Equal(number, account.Number);
        Assert.Equal(text, account.ToString());
        Assert.Equal(text, $"{account}");
        Span<byte> utf8 = stackalloc byte[AccountId.Length];
        Assert.True(account.TryFormat(utf8, out var written));
        Assert.Equal(text, Encoding.ASCII.GetString(utf8[..written]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345678901")]
    [InlineData("1234567890123")]
    [InlineData("12345678901a")]
    [InlineData("-12345678901")]
    [InlineData("+12345678901")]
    [InlineData(" 12345678901")]
    [InlineData("١٢٣٤٥٦٧٨٩٠١٢")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(AccountId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => AccountId.Parse(text));
    }

    [Fact]
    public void Numbers_outside_twelve_digits_have_no_account()
    {
        Assert.Null(AccountId.FromNumber(-1));
        Assert.Null(AccountId.FromNumber(1_000_000_000_000));
        Assert.Equal("000000000042", AccountId.FromNumber(42)?.ToString());
    }

    [Fact]
    public void A_random_account_has_twelve_digits_without_a_leading_zero()
    {
        var drawn = new HashSet<AccountId>();
        for (var i = 0; i < 1000; i++)
        {
            var account = AccountId.NewRandom();
            Assert.InRange(account.Number, 100_000_000_000, 999_999_999_999);
            Assert.True(drawn.Add(account));
        }
    }
}
