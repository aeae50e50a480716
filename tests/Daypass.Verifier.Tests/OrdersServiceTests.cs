using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Calls;

namespace Daypass.Verifier.Tests;

/// <summary>A service verifies and decides by itself; what the server changes holds there, too.</summary>
public sealed class OrdersServiceTests(OrdersService service) : IClassFixture<OrdersService>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Ten_thousand_requests_of_one_caller_take_one_question()
    {
        var key = await service.NewUser("often", Allow("orders:Read"));
        var before = service.Questions;
        for (var request = 0; request < 10_000; request++)
        {
            Assert.Null(await service.Serve(service.Sign(key)));
        }

        Assert.Equal(1, service.Questions - before);
    }

    [Fact]
    public async Task A_hundred_requests_at_once_of_an_unknown_caller_take_one_question()
    {
        var key = await service.NewUser("at-once", Allow("orders:Read"));
        var before = service.Questions;
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => service.Serve(service.Sign(key)))), Assert.Null);
        Assert.Equal(1, service.Questions - before);
    }

    [Fact]
    public async Task Decisions_are_those_of_the_server()
    {
        var key = await service.NewUser("decided", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:*","Resource":"*","Condition":{"NumericLessThan":{"orders:Amount":"10"}}},
            {"Effect":"Deny","Action":"orders:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}}]}
            """);
        Assert.Null(await service.Serve(service.Sign(key), static asked => asked with { Keys = [new("orders:Amount", "9")] }));
        var denied = await service.Serve(service.Sign(key), static asked => asked with { Keys = [new("orders:Amount", "10")] });
        Assert.Equal(("AccessDenied", 403), (denied!.Code, denied.Status));
        Assert.Equal(
            $"User: arn:aws:iam::{service.Server.Account}:user/decided is not authorized to perform: orders:Read on resource: {OrdersService.Order}"
            + " because no identity-based policy allows the orders:Read action", denied.Message);
        denied = await service.Serve(
            service.Sign(key), static asked => asked with { Keys = [new("orders:Amount", "9")], SourceIp = "198.51.100.9" });
        Assert.EndsWith("with an explicit deny in an identity-based policy", denied!.Message, StringComparison.Ordinal);
        foreach (var foreign in new[] { "aws:MultiFactorAuthPresent", "aws:PrincipalTag/x", "bills:Amount", "orders" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => service.Serve(service.Sign(key), asked => asked with { Keys = [new(foreign, "9")] }));
        }
    }

    [Fact]
    public async Task A_session_has_its_tags_its_limits_and_its_end()
    {
        var api = service.Server.Api;
        var role = (await api.Get(
            new CreateRoleRequest { RoleName = "reader", AssumeRolePolicyDocument = Trust, MaxSessionDuration = 3600 }, service.Server.Admin)).Role!;
        await api.Get(
            new PutRolePolicyRequest
            {
                RoleName = "reader",
                PolicyName = "p",
                PolicyDocument = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:*","Resource":"*",
                "Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}]}
                """,
            },
            service.Server.Admin);
        var red = await Assume(new AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = "session", Tags = [new() { Key = "team", Value = "red" }] });
        var blue = await Assume(new AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = "session", Tags = [new() { Key = "team", Value = "blue" }] });
        var narrow = await Assume(new AssumeRoleRequest
        {
            RoleArn = role.Arn,
            RoleSessionName = "session",
            Tags = [new() { Key = "team", Value = "red" }],
            Policy = Allow("orders:Write"),
        });
        Assert.Null(await service.Serve(service.Sign(red)));
        Assert.Equal("AccessDenied", (await service.Serve(service.Sign(blue)))?.Code);
        Assert.EndsWith(
            "because no session policy allows the orders:Read action", (await service.Serve(service.Sign(narrow)))?.Message, StringComparison.Ordinal);

        // The token of one session with the key of another is nobody's.
        Assert.NotNull(await service.Serve(service.Sign(red with { SessionToken = blue.SessionToken })));
        Assert.NotNull(await service.Serve(service.Sign(red with { SessionToken = null })));
    }

    [Fact]
    public async Task What_is_revoked_is_refused_as_soon_as_it_is_heard_of()
    {
        var key = await service.NewUser("revoked", Allow("orders:Read"));
        Assert.Null(await service.Serve(service.Sign(key)));
        await service.Server.Api.Get(
            new PutUserPolicyRequest { UserName = "revoked", PolicyName = "policy", PolicyDocument = Allow("orders:Write") }, service.Server.Admin);
        await Until(async () => (await service.Serve(service.Sign(key)))?.Code == "AccessDenied");
        await service.Server.Api.Get(
            new UpdateAccessKeyRequest { UserName = "revoked", AccessKeyId = key.AccessKeyId, Status = "Inactive" }, service.Server.Admin);
        await Until(async () => (await service.Serve(service.Sign(key)))?.Code == "InvalidClientTokenId");
    }

    [Fact]
    public async Task A_forged_request_is_refused()
    {
        var key = await service.NewUser("forged", Allow("orders:*"));
        var request = service.Sign(key);
        Assert.Equal("SignatureDoesNotMatch", (await service.Serve(request with { RawTarget = "/orders/8" }))?.Code);
        Assert.Equal("SignatureDoesNotMatch", (await service.Serve(request with { Method = "DELETE" }))?.Code);
        Assert.Equal(
            "SignatureDoesNotMatch", (await service.Serve(service.Sign(key with { SecretAccessKey = Secret.NewAccessKey() })))?.Code);
        Assert.Equal("InvalidClientTokenId", (await service.Serve(service.Sign(key with { AccessKeyId = "AKIAIOSFODNN7EXAMPLE" })))?.Code);
        var (found, bodyHash) = (await service.Verifier.Find(request, default), new byte[32]);
        Assert.Equal("SignatureDoesNotMatch", service.Verifier.Verify(found.Value, bodyHash)?.Code);
    }

    [Fact]
    public async Task A_client_that_repeats_a_wrong_key_does_not_ask_the_server_each_time()
    {
        var nobody = new SigningCredentials("AKIAIOSFODNN7EXAMPLF", Secret.NewAccessKey());
        var before = service.Questions;
        for (var request = 0; request < 100; request++)
        {
            Assert.Equal("InvalidClientTokenId", (await service.Serve(service.Sign(nobody)))?.Code);
        }

        Assert.Equal(1, service.Questions - before);
    }

    [Fact]
    public async Task Callers_of_another_account_are_left_to_the_server()
    {
        var account = await service.Server.Host.Service.Parts.Accounts.Store(
            service.Server.Host.Service.Parts.Accounts.Prepare(AccountId.NewRandom(), "another"), default);
        var admin = new SigningCredentials(account.Value!.Admin.Key.Id, account.Value.Admin.Secret);
        var found = await service.Verifier.Find(service.Sign(admin), default);
        Assert.Same(CallerDirectory.OfAnotherAccount, found.Error);
        Assert.Equal("InvalidClientTokenId", (await service.Serve(service.Sign(admin with { AccessKeyId = "short" })))?.Code);
    }

    [Fact]
    public async Task What_is_refused_to_the_service_itself_its_clients_do_not_hear()
    {
        var aside = new OrdersService();
        await aside.InitializeAsync();
        var key = await aside.NewUser("client", Allow("orders:Read"));
        var powerless = await aside.NewUser("powerless", Allow("orders:Read"));
        foreach (var own in new[] { powerless, new SigningCredentials("AKIAIOSFODNN7EXAMPLF", Secret.NewAccessKey()) })
        {
            aside.Own = own;
            await Assert.ThrowsAsync<ServerUnreachableException>(() => aside.Serve(aside.Sign(key)));
        }

        await aside.DisposeAsync();
    }

    [Fact]
    public async Task Without_the_server_it_goes_on_for_a_while_and_then_refuses_and_a_deleted_key_never_comes_back()
    {
        var aside = new OrdersService();
        await aside.InitializeAsync();
        var (key, deleted) = (await aside.NewUser("stays", Allow("orders:Read")), await aside.NewUser("goes", Allow("orders:Read")));
        Assert.Null(await aside.Serve(aside.Sign(key)));
        Assert.Null(await aside.Serve(aside.Sign(deleted)));
        await aside.Server.Api.Get(new DeleteAccessKeyRequest { UserName = "goes", AccessKeyId = deleted.AccessKeyId }, aside.Server.Admin);
        await Until(async () => (await aside.Serve(aside.Sign(deleted)))?.Code == "InvalidClientTokenId");

        aside.IsCutOff = true;
        aside.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await aside.Serve(aside.Sign(key)));
        await Assert.ThrowsAsync<ServerUnreachableException>(() => aside.Serve(aside.Sign(deleted)));
        aside.Clock.Advance(TimeSpan.FromSeconds(41));
        await Assert.ThrowsAsync<ServerUnreachableException>(() => aside.Serve(aside.Sign(key)));

        aside.IsCutOff = false;
        await Until(async () =>
        {
            aside.Clock.Advance(TimeSpan.FromSeconds(1));
            return !aside.Callers.IsStale && await aside.Serve(aside.Sign(key)) is null;
        });
        Assert.Equal("InvalidClientTokenId", (await aside.Serve(aside.Sign(deleted)))?.Code);
        await aside.DisposeAsync();
    }

    private string Trust => $$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{service.Server.Account}}"},"Action":["sts:AssumeRole","sts:TagSession"]}]}
        """;

    private static string Allow(string action) => $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"*"}]}""";

    private async Task<SigningCredentials> Assume(AssumeRoleRequest request)
    {
        var made = (await service.Server.Api.Get(request, service.Server.Admin)).Credentials!;
        return new SigningCredentials(made.AccessKeyId, Secret.FromText(made.SecretAccessKey), made.SessionToken);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            enough.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
