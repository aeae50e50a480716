using System.Net;
using Daypass.Core.Requests;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;

namespace Daypass.Core.Tests.Requests;

public sealed class SourceAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("fe80::1%2", "fe80::1")]
    [InlineData("fe80::5efe:192.0.2.1", "fe80::5efe:c000:201")]
    [InlineData("2001:db8::5efe:192.0.2.1", "2001:db8::5efe:c000:201")]
    [InlineData("::192.0.2.1", "::c000:201")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("1::", "1::")]
    [InlineData("1:0:0:2:0:0:0:3", "1:0:0:2::3")]
    [InlineData("1:0:0:2:3:0:0:4", "1::2:3:0:0:4")]
    [InlineData("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7")]
    [InlineData("2001:0DB8::00AB", "2001:db8::ab")]
    [InlineData("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::")]
    public void An_address_has_one_text_and_that_of_IPv6_is_never_dotted(string platform, string text) =>
        Assert.Equal(text, SourceAddress.Write(IPAddress.Parse(platform)));

    [Fact]
    public void Whatever_address_a_socket_has_a_policy_can_compare_it()
    {
        const string Document = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
            "Condition":{"IpAddress":{"aws:SourceIp":["0.0.0.0/0","::/0"]}}}}
            """;
        Assert.True(CompiledPolicy.TryCompile(Document, PolicyKind.Identity, out var policy, out _));
        var policies = new PolicySet { IdentityPolicies = [new NamedPolicy("ranges", policy)] };
        var request = new AuthorizationRequest { Principal = Principal.User("arn:aws:iam::111111111111:user/a"), Action = "s3:GetObject" };
        // Every address of eight such groups: zeros, 5efe and ffff are what the platform writes with dots.
        byte[][] groups = [[0, 0], [0xFF, 0xFF], [0x5E, 0xFE], [0x0A, 0xB1]];
        var bytes = new byte[16];
        for (var i = 0; i < 1 << 16; i++)
        {
            for (var group = 0; group < 8; group++)
            {
                groups[(i >> (2 * group)) & 3].CopyTo(bytes, 2 * group);
            }

            var address = i % 3 == 0 ? new IPAddress(bytes, 1 + (i % 9)) : new IPAddress(bytes);
            var text = SourceAddress.Write(address);
            request.Context.Add("aws:SourceIp", text);
            Assert.True(PolicyEngine.Decide(request, policies).IsAllowed, text);
            Assert.Equal(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(bytes), IPAddress.Parse(text));
        }
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("::FFFF:cb00:7107", "203.0.113.7")]
    [InlineData("fe80::1%3", "fe80::1")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("0313.0.113.7", null)]
    [InlineData("203.000.113.7", null)]
    [InlineData("0xcb.0.113.7", null)]
    [InlineData("3405803783", null)]
    [InlineData("203.0.28935", null)]
    [InlineData("203.0.113.7:443", null)]
    [InlineData("[::1]", null)]
    [InlineData("[::1]:443", null)]
    [InlineData("::1/64", null)]
    [InlineData("localhost", null)]
    [InlineData(" 203.0.113.7", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_written_address_is_read_when_all_readers_agree_on_it(string? text, string? address) => Assert.Equal(address, SourceAddress.Read(text));
}
