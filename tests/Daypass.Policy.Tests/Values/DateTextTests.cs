using Daypass.Policy.Values;

namespace Daypass.Policy.Tests.Values;

public sealed class DateTextTests
{
    [Fact]
    public void Epoch_seconds_of_any_size_are_in_order_with_every_date()
    {
        string[] ascending =
        [
            "-9000000000000000000", "-1467315743431", "-62135596801", "0001-01-01", "-1", "0", "1970", "9999-12-31T23:59:59.999Z", "253402300801",
            "1467315743431", "1467315743432", "6000000000000000000",
        ];
        var order = ascending.Select(static text => DateText.ParseOrder(text) ?? throw new FormatException(text)).ToList();
        Assert.Equal(order.Order(), order);
        Assert.Equal(ascending.Length - 1, order.Distinct().Count());
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("1467315743431.5")]
    [InlineData("20300-01-01")]
    [InlineData("")]
    [InlineData("+")]
    public void What_is_no_number_of_64_bits_and_no_date_is_none(string text) => Assert.Null(DateText.ParseOrder(text));
}
