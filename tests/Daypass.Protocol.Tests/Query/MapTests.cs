using System.Text;
using System.Text.Json;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Recording;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Query;

/// <summary>Maps in requests: <c>Name.entry.1.key</c> and <c>Name.entry.1.value</c>.</summary>
public sealed class MapTests
{
    private const string Put = "Action=PutAccountProperties&Version=2010-05-08";
    private const string Acquire = "Action=AcquireRole&Version=2010-05-08&TemplateArn=arn:aws:iam::aws:role-template/a:1";

    [Fact]
    public void A_map_is_read_in_the_order_of_its_numbers()
    {
        var read = TestForms.Accepted<PutAccountPropertiesRequest>(
            Put + "&Properties.entry.2.value=two&Properties.entry.1.key=a&Properties.entry.2.key=b&Properties.entry.1.value=");
        Assert.Equal([new("a", ""), new("b", "two")], read.Properties);
    }

    [Fact]
    public void A_map_of_structures_is_read()
    {
        var read = TestForms.Accepted<AcquireRoleRequest>(
            Acquire + "&ReplacementValues.entry.1.key=Name&ReplacementValues.entry.1.value.Values.member.1=x"
            + "&ReplacementValues.entry.1.value.Values.member.2=y");
        Assert.Equal(["x", "y"], Assert.Single(read.ReplacementValues!).Value.Values);
    }

    [Theory]
    [InlineData("", "Value at 'properties' failed to satisfy constraint: Member must not be null")]
    [InlineData("&Properties.entry.1.value=x", "Value at 'properties.1.entry.key' failed to satisfy constraint: Member must not be null")]
    [InlineData("&Properties.entry.1.key=x", "Value at 'properties.1.entry.value' failed to satisfy constraint: Member must not be null")]
    [InlineData("&Properties.entry.2.key=x&Properties.entry.2.value=y", "Value at 'properties.1.member' failed to satisfy constraint: Member must not be null")]
    public void What_is_missing_is_named(string form, string sentence) =>
        Assert.Equal("1 validation error detected: " + sentence, TestForms.Refused<PutAccountPropertiesRequest>(Put + form));

    [Theory]
    [InlineData("&Properties.entry.1.key=x&Properties.entry.1.value=y&Properties.entry.2.key=x&Properties.entry.2.value=y")]
    [InlineData("&Properties=x")]
    [InlineData("&Properties.entry.1=x")]
    [InlineData("&Properties.entry.x.key=y")]
    [InlineData("&Properties.entry.99.key=y&Properties.entry.99.value=y")]
    public void A_map_with_a_key_twice_is_none(string form) => TestForms.Refused<PutAccountPropertiesRequest>(Put + form, "MalformedInput");

    [Fact]
    public void The_audit_has_a_map_as_an_object()
    {
        using var form = TestForms.Parse(Acquire + "&ReplacementValues.entry.1.key=Name&ReplacementValues.entry.1.value.Values.member.1=x");
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            RequestParameters.Write(json, form, AcquireRoleRequest.Operation, RecordLimits.Known);
            json.WriteEndObject();
        }

        Assert.Equal(
            """{"templateArn":"arn:aws:iam::aws:role-template/a:1","replacementValues":{"Name":{"values":["x"]}}}""",
            Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
