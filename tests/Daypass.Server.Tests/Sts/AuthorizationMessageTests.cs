using System.Text.Json;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>Encoded authorization messages (https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html).</summary>
public sealed class AuthorizationMessageTests : IAsyncLifetime
{
    private const string Introduction = ". Encoded authorization failure message: ";

    private readonly World _world = new() { Adjust = static options => options with { EncodeDenials = true } };

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    [Trait("Conformance", "decode round trip, tamper, expiry, other account")]
    public async Task A_denial_by_IAM_can_be_decoded_with_who_what_where_and_every_key()
    {
        var (user, key) = await _world.NewUser("iam:GetUser");
        var denial = (await _world.Server.Api.Call(
            new CreateRoleRequest { RoleName = "new", AssumeRolePolicyDocument = World.TrustAccount(_world.Account),
            Tags = [new Tag { Key = "team", Value = "web" }] }, key)).Error!;
        Assert.StartsWith(
            $"User: {_world.Parts.Arns.For(user)} is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::{_world.Account}:role/new because no "
            + $"identity-based policy allows the iam:CreateRole action{Introduction}", denial.Message, StringComparison.Ordinal);

        var document = await Decode(MessageIn(denial.Message!));
        Assert.False(document.GetProperty("allowed").GetBoolean());
        Assert.False(document.GetProperty("explicitDeny").GetBoolean());
        Assert.Empty(document.GetProperty("matchedStatements").GetProperty("items").EnumerateArray());
        Assert.Equal("Identity", document.GetProperty("layer").GetString());
        var context = document.GetProperty("context");
        Assert.Equal(user.Id, context.GetProperty("principal").GetProperty("id").GetString());
        Assert.Equal(user.Name, context.GetProperty("principal").GetProperty("name").GetString());
        Assert.Equal(_world.Parts.Arns.For(user), context.GetProperty("principal").GetProperty("arn").GetString());
        Assert.Equal("iam:CreateRole", context.GetProperty("action").GetString());
        Assert.Equal($"arn:aws:iam::{_world.Account}:role/new", context.GetProperty("resource").GetString());
        var keys = context.GetProperty("conditions").GetProperty("items").EnumerateArray()
            .ToDictionary(
                static item => item.GetProperty("key").GetString()!, static item =>
                item.GetProperty("values").GetProperty("items")[0].GetProperty("value").GetString());
        Assert.Equal("web", keys["aws:RequestTag/team"]);
        Assert.Equal("127.0.0.1", keys["aws:SourceIp"]);
        Assert.Equal(user.Id, keys["aws:userid"]);
    }

    [Fact]
    public async Task An_explicit_denial_shows_the_statement()
    {
        var (_, key) = await _world.NewUser(
            document: """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"DenyProd","Effect":"Deny","Action":"""
            + """["iam:DeleteUser","iam:DeleteRole"],"Resource":"arn:aws:iam::*:user/prod-*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""");
        var denial = (await _world.Server.Api.Call(new DeleteUserRequest { UserName = "prod-db" }, key)).Error!;
        var document = await Decode(MessageIn(denial.Message!));

        Assert.True(document.GetProperty("explicitDeny").GetBoolean());
        var statement = Assert.Single(document.GetProperty("matchedStatements").GetProperty("items").EnumerateArray());
        Assert.Equal("DenyProd", statement.GetProperty("statementId").GetString());
        Assert.Equal("DENY", statement.GetProperty("effect").GetString());
        Assert.Equal(["iam:DeleteUser", "iam:DeleteRole"], Values(statement.GetProperty("actions")));
        Assert.Equal(["arn:aws:iam::*:user/prod-*"], Values(statement.GetProperty("resources")));
        Assert.Equal(
            "aws:SecureTransport", Assert.Single(statement.GetProperty("conditions").GetProperty("items").EnumerateArray()).GetProperty("key").GetString());
    }

    [Fact]
    public async Task A_condition_that_kept_an_allow_from_matching_is_among_the_failures()
    {
        var (_, key) = await _world.NewUser(
            document: """{"Version":"2012-10-17","Statement":[{"Sid":"OnlyOverTls","Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{"Bool":"""
            + """{"aws:SecureTransport":"true"}}}]}""");
        var denial = (await _world.Server.Api.Call(new DeleteUserRequest { UserName = "x" }, key)).Error!;
        var failure = Assert.Single((await Decode(MessageIn(denial.Message!))).GetProperty("failures").GetProperty("items").EnumerateArray());
        Assert.Equal(("OnlyOverTls", "aws:SecureTransport"), (failure.GetProperty("statementId").GetString(), failure.GetProperty("key").GetString()));
    }

    [Fact]
    [Trait("Conformance", "decode round trip, tamper, expiry, other account")]
    public async Task Tampered_foreign_and_expired_messages_are_refused()
    {
        var (_, key) = await _world.NewUser();
        var message = MessageIn((await _world.Server.Api.Call(new DeleteUserRequest { UserName = "x" }, key)).Error!.Message!);
        var other = await _world.NewAccount();
        foreach (var (text, caller) in new[]
        {
            (message[..^2] + (message.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA"), _world.Admin), (message[1..], _world.Admin),
                (message + "\n", _world.Admin), ("nonsense", _world.Admin), (message, other.Admin),
        })
        {
            var refusal = (await _world.Server.Api.Call(new DecodeAuthorizationMessageRequest { EncodedMessage = text }, caller)).Error;
            Assert.Equal(("InvalidAuthorizationMessageException", 400), (refusal!.Code, refusal.Status));
        }

        _world.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await Decode(message);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(
            "InvalidAuthorizationMessageException",
            (await _world.Server.Api.Call(new DecodeAuthorizationMessageRequest { EncodedMessage = message }, _world.Admin)).Error!.Code);
    }

    [Fact]
    public async Task Decoding_needs_the_permission()
    {
        var (user, key) = await _world.NewUser();
        var refusal = (await _world.Server.Api.Call(new DecodeAuthorizationMessageRequest { EncodedMessage = "x" }, key)).Error;
        Assert.Equal(
            $"User: {_world.Parts.Arns.For(user)} is not authorized to perform: sts:DecodeAuthorizationMessage because no identity-based policy allows the "
            + "sts:DecodeAuthorizationMessage action", refusal!.Message);
    }

    [Fact]
    public async Task STS_itself_encodes_nothing()
    {
        var (_, key) = await _world.NewUser();
        Assert.DoesNotContain("Encoded", (await _world.Refusal((await _world.NewTrustingRole()).Arn, key))!.Message!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_fits_however_many_keys_there_are()
    {
        var noise = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(9000)).Replace('+', '-');
        var tags = Enumerable.Range(0, 50).Select(number => new Core.Entities.EntityTag($"key-{number}", noise.Substring(number * 200, 200))).ToArray();
        var (_, key) = await _world.NewUser(tags: tags);
        var message = MessageIn((await _world.Server.Api.Call(new DeleteUserRequest { UserName = "x" }, key)).Error!.Message!);
        Assert.InRange(message.Length, 1, 10240);
        var conditions = (await Decode(message)).GetProperty("context").GetProperty("conditions");
        Assert.True(conditions.GetProperty("truncated").GetBoolean());
    }

    private static string MessageIn(string denial) => denial[(denial.IndexOf(Introduction, StringComparison.Ordinal) + Introduction.Length)..];

    private static IEnumerable<string?> Values(JsonElement list) =>
        list.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("value").GetString());

    private async Task<JsonElement> Decode(string message) =>
        JsonDocument.Parse((await _world.Server.Api.Get(new DecodeAuthorizationMessageRequest { EncodedMessage = message }, _world.Admin)).DecodedMessage!)
            .RootElement;
}
