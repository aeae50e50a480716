using System.Text.Json;
using Daypass.Protocol.Json;

namespace Daypass.Protocol.Tests.Json;

public sealed class JsonFaultTests
{
    [Theory]
    [InlineData("{\"a\":1,}", "a comma stands before the closing bracket")]
    [InlineData("[1,]", "a comma stands before the closing bracket")]
    [InlineData("{a:1}", "a name in double quotes is expected here")]
    [InlineData("{\"a\":}", "a value is expected here")]
    [InlineData("{\"a\":1 \"b\":2}", "a comma or a closing bracket is missing before this")]
    [InlineData("{\"a\" 1}", "a colon is missing after the name")]
    [InlineData("{\"a\":1]", "")]
    [InlineData("{\"a\":01}", "")]
    [InlineData("{\"a\":1e}", "")]
    [InlineData("{\"a\":\"\\q\"}", "a backslash is followed by a letter that it cannot stand before")]
    [InlineData("{\"a\":\"x\ny\"}", "a line break or a control character stands in a text")]
    [InlineData("{\"a\":\"x", "a text has no closing quote")]
    [InlineData("{\"a\":[1", "")]
    [InlineData("", "")]
    [InlineData("{} {}", "something follows the end")]
    [InlineData("/* */ {}", "")]
    [InlineData("nope", "")]
    [InlineData("{'a':1}", "a name in double quotes is expected here")]
    public void A_fault_is_told_without_a_word_of_the_reader(string json, string meaning)
    {
        var fault = Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(json));
        var told = JsonFault.Describe(fault);

        Assert.True(meaning.Length == 0 ? told != "something here cannot be read" : told == meaning, $"{told} for {fault.Message}");
        Assert.DoesNotContain("reader", told, StringComparison.OrdinalIgnoreCase);
    }
}
