using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Verifier.Calls;

namespace Daypass.Verifier.Tests;

/// <summary>Policies of resources decide at a service as they do at the server.</summary>
public sealed class ResourceTests(OrdersService service) : IClassFixture<OrdersService>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_policy_allows_denies_and_is_taken_away_as_soon_as_it_is_heard_of()
    {
        var key = await service.NewUser("of-resource", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"bills:*","Resource":"*"}]}""");
        var arn = $"arn:aws:iam::{service.Server.Account}:user/of-resource";
        Assert.Equal("AccessDenied", (await Ask(key, "order/1"))?.Code);
        await Put("order", Statement("Allow", arn, "order/*"));
        Assert.Null(await Ask(key, "order/1"));
        await Put("order/1", Statement("Deny", arn, "order/1"));
        Assert.EndsWith("with an explicit deny in a resource-based policy", (await Ask(key, "order/1"))?.Message, StringComparison.Ordinal);
        Assert.Null(await Ask(key, "order/2"));
        await service.Server.Api.Get(new DeleteResourcePolicyRequest { ResourceArn = Arn("order/1") }, service.Server.Admin);
        await service.Heard();
        Assert.Null(await Ask(key, "order/1"));
        await service.Server.Api.Get(new DeleteResourcePolicyRequest { ResourceArn = Arn("order") }, service.Server.Admin);
        await service.Heard();
        Assert.Equal("AccessDenied", (await Ask(key, "order/1"))?.Code);
    }

    [Fact]
    public async Task Ten_thousand_resources_without_a_policy_of_their_own_take_one_question()
    {
        var key = await service.NewUser("many", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:*","Resource":"*"}]}""");
        Assert.Null(await Ask(key, "shelf/0"));
        var before = service.Questions;
        for (var number = 1; number <= 10_000; number++)
        {
            Assert.Null(await Ask(key, $"shelf/{number}"));
        }

        Assert.Equal(0, service.Questions - before);
        await Put("shelf/7", Statement("Deny", "*", "shelf/7"));
        before = service.Questions;
        for (var round = 0; round < 10; round++)
        {
            Assert.NotNull(await Ask(key, "shelf/7"));
            Assert.Null(await Ask(key, "shelf/8"));
        }

        Assert.Equal(2, service.Questions - before);
    }

    [Theory]
    [InlineData("\"*\"", true)]
    [InlineData("{\"AWS\":\"*\"}", true)]
    [InlineData("{\"AWS\":\"{account}\"}", false)]
    public async Task Who_has_no_identity_is_decided_by_the_resource_alone(string principal, bool allowed)
    {
        var name = $"open/{Math.Abs(principal.GetHashCode(StringComparison.Ordinal))}";
        Assert.Equal(
            ("AccessDenied", $"User: anonymous is not authorized to perform: orders:Read on resource: {Arn(name)}"),
            (await Anonymous(name) is { } none ? (none.Code, none.Message) : default));
        principal = principal.Replace("{account}", service.Server.Account, StringComparison.Ordinal);
        await Put(name, Statement("Allow", "*", name).Replace("{\"AWS\":\"*\"}", principal, StringComparison.Ordinal));
        Assert.Equal(allowed ? null : "AccessDenied", (await Anonymous(name))?.Code);
        await Put(name, Statement("Allow", "*", name).Replace(
            "}]}", ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalType\":\"Anonymous\"},\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}}]}",
            StringComparison.Ordinal));
        Assert.Null(await Anonymous(name));
    }

    [Fact]
    public async Task Without_the_server_what_is_known_of_resources_is_good_for_a_while_and_what_is_not_is_no_denial()
    {
        var aside = new OrdersService();
        await aside.InitializeAsync();
        var key = await aside.NewUser("outage", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:*","Resource":"*"}]}""");
        Assert.Null(await aside.Serve(aside.Sign(key)));
        aside.IsCutOff = true;
        aside.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await aside.Serve(aside.Sign(key)));
        await Assert.ThrowsAsync<ServerUnreachableException>(
            () => aside.Serve(aside.Sign(key), static asked => asked with { Resource = "arn:aws:orders:eu-west-1::box/7" }));
        aside.Clock.Advance(TimeSpan.FromSeconds(41));
        await Assert.ThrowsAsync<ServerUnreachableException>(() => aside.Serve(aside.Sign(key)));
        await aside.DisposeAsync();
    }

    private static string Arn(string name) => "arn:aws:orders:eu-west-1::" + name;

    private static string Statement(string effect, string principal, string name) => $$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"{{principal}}"},"Action":"orders:*","Resource":"{{Arn(name)}}"}]}
        """;

    private async Task Put(string name, string document)
    {
        await service.Server.Api.Get(new PutResourcePolicyRequest { ResourceArn = Arn(name), Policy = document }, service.Server.Admin);
        await service.Heard().WaitAsync(Patience);
    }

    private Task<AwsError?> Ask(SigningCredentials key, string name) =>
        service.Serve(service.Sign(key), asked => asked with { Resource = Arn(name) });

    private async Task<AwsError?> Anonymous(string name) => await service.Decider.Decide(
        null, new("orders:Read", Arn(name), service.Server.Account) { SourceIp = "203.0.113.7" }, default);
}
