#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.
using System.Reflection;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Operations;

public sealed class SecrecyTests
{
    [Fact]
    public void Credentials_print_without_their_secrets() => Assert.Equal(
        "Credentials { AccessKeyId = ASIA, SecretAccessKey = ***, SessionToken = ***, Expiration = 01/01/1970 00:00:00 +00:00 }",
        new Credentials { AccessKeyId = "ASIA", SecretAccessKey = "wJalr", SessionToken = "token", Expiration = DateTimeOffset.UnixEpoch }.ToString());

    [Fact]
    public void No_record_prints_what_is_sensitive()
    {
        var records = new RandomRecords(new Random(31));
        var met = 0;
        foreach (var type in RecordTypes.Inputs.Concat(RecordTypes.Outputs))
        {
            foreach (var side in new[] { "InputMembers", "OutputMembers" })
            {
                if (type.GetProperty(side, BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is IReadOnlyList<MemberDescription> members)
                {
                    var record = records.Make(type, members);
                    var secrets = members.Zip(RandomRecords.Properties(type)).Where(static pair => pair.First is { IsSecret: true, Kind: MemberKind.Text })
                        .ToList();
                    foreach (var (_, property) in secrets)
                    {
                        property.SetValue(record, "canary-7f3a");
                        met++;
                    }

                    Assert.DoesNotContain("canary-7f3a", record.ToString(), StringComparison.Ordinal);
                }
            }
        }

        Assert.InRange(met, 12, 100);
    }

    [Theory]
    [InlineData("SecretAccessKey")]
    [InlineData("SessionToken")]
    [InlineData("WebIdentityToken")]
    [InlineData("SAMLAssertion")]
    [InlineData("TradeInToken")]
    [InlineData("Password")]
    [InlineData("OldPassword")]
    [InlineData("NewPassword")]
    [InlineData("AddPrivateKey")]
    [InlineData("Base32StringSeed")]
    [InlineData("QRCodePNG")]
    [InlineData("AuthenticationCode1")]
    [InlineData("AuthenticationCode2")]
    public void Whatever_is_called_so_is_sensitive(string name)
    {
        var members = OperationCatalogue.All.SelectMany(static operation => Members.Flatten(operation.Input).Concat(Members.Flatten(operation.Output)))
            .Where(member => member.Name == name).ToList();
        Assert.NotEmpty(members);
        Assert.All(members, static member => Assert.True(member.Sensitive));
    }

    [Theory]
    [InlineData("TokenCode")]
    [InlineData("ContextAssertion")]
    public void What_AWS_repeats_in_its_errors_is_recorded_nowhere_all_the_same(string name)
    {
        var members = OperationCatalogue.All.SelectMany(static operation => Members.Flatten(operation.Input)).Where(member => member.Name == name).ToList();
        Assert.NotEmpty(members);
        Assert.All(members, static member => Assert.True(member is { IsSecret: true, Sensitive: false }));
    }
}
