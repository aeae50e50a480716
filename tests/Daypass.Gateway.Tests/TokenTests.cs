using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Server;

namespace Daypass.Gateway.Tests;

/// <summary>Tokens of OpenID Connect in the place of signatures.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private TestIssuer _issuer = null!;
    private GatewayWorld _world = null!;

    private ManualClock Clock { get; } = new();

    public async Task InitializeAsync()
    {
        _issuer = new TestIssuer(_authority);
        var server = await RunningServer.Start(
            Clock, static options => options with { Federation = new FederationOptions { AllowLoopbackIssuers = true } });
        await Prepare(server, _issuer);
        _world = await GatewayWorld.Start(server: server);
    }

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        await _issuer.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task A_token_becomes_a_session_of_the_routes_role_and_is_decided_as_such()
    {
        var token = Token("anna");
        using var allowed = await Ask("/web/7", token);
        Assert.Equal("200", GatewayWorld.Told(allowed));
        Assert.StartsWith(
            $"arn:aws:sts::{_world.Server.Account}:assumed-role/web/token-", GatewayWorld.Header(allowed, "X-Daypass-Arn"), StringComparison.Ordinal);
        Assert.Equal("-", GatewayWorld.Header(allowed, "X-Daypass-Body-Sha256"));
        using var denied = await Ask("/web/8", token);
        Assert.Equal("403 AccessDenied", GatewayWorld.Told(denied));

        // The session is kept: the same token costs no question, another one does.
        var before = _world.Questions;
        for (var count = 0; count < 10; count++)
        {
            using var again = await Ask("/web/7", token);
            Assert.Equal("200", GatewayWorld.Told(again));
        }

        Assert.Equal(before, _world.Questions);
        using var other = await Ask("/web/7", Token("berta"));
        Assert.Equal("200", GatewayWorld.Told(other));
        Assert.Equal(before + 2, _world.Questions);
        Assert.NotEqual(GatewayWorld.Header(allowed, "X-Daypass-Arn"), GatewayWorld.Header(other, "X-Daypass-Arn"));
        Assert.DoesNotContain(_world.Log.All, line => line.Contains(token[..40], StringComparison.Ordinal) || line.Contains(token[^40..],
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_is_not_good_is_refused_and_so_is_a_good_one_elsewhere()
    {
        foreach (var token in new[] { Token("anna")[..^4] + "AAAA", "x", "not-a-token", Token("anna", "somebody.else") })
        {
            using var answer = await Ask("/web/7", token);
            Assert.Equal(401, (int)answer.StatusCode);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        }

        using var stranger = await Ask("/web/7", Token("stranger"));
        Assert.Equal("403 AccessDenied", GatewayWorld.Told(stranger));
        using var elsewhere = await Ask("/orders/7", Token("anna"));
        Assert.Equal("403 IncompleteSignature", GatewayWorld.Told(elsewhere));
        using var nobody = await _world.Ask("/web/7", [new("Host", GatewayWorld.Host)]);
        Assert.Equal("401 MissingAuthenticationToken", GatewayWorld.Told(nobody));

        // A signature is taken on the same route.
        var key = await _world.NewUser("signer");
        using var signed = await _world.Ask("/web/7", _world.Sign(key, "/web/7"));
        Assert.Equal("200", GatewayWorld.Told(signed));
    }

    [Fact]
    public async Task What_the_role_loses_its_sessions_lose_and_without_the_server_new_tokens_wait_in_vain()
    {
        var token = Token("anna");
        using var first = await Ask("/web/7", token);
        Assert.Equal("200", GatewayWorld.Told(first));
        await _world.Server.Api.Get(new DeleteRolePolicyRequest { RoleName = "web", PolicyName = "orders" }, _world.Server.Admin);
        await _world.Heard();
        using var revoked = await Ask("/web/7", token);
        Assert.Equal("403 AccessDenied", GatewayWorld.Told(revoked));
        _world.IsCutOff = true;
        using var away = await Ask("/web/7", Token("carla"));
        Assert.Equal("503 ServiceUnavailable", GatewayWorld.Told(away));
    }

    internal static async Task Prepare(RunningServer server, TestIssuer issuer)
    {
        var provider = $"arn:aws:iam::{server.Account}:oidc-provider/{issuer.Url["https://".Length..]}";
        await server.Api.Get(
            new CreateOpenIdConnectProviderRequest { Url = issuer.Url, ClientIdList = ["sts.amazonaws.com"], ThumbprintList = [issuer.Thumbprint] },
                server.Admin);
        await server.Api.Get(
            new CreateRoleRequest
            {
                RoleName = "web",
                AssumeRolePolicyDocument = $$"""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{provider}}"},"Action":"sts:AssumeRoleWithWebIdentity",
                    "Condition":{"StringNotEquals":{"{{issuer.Url["https://".Length..]}}:sub":"stranger"} } }]}
                    """,
            },
            server.Admin);
        await server.Api.Get(
            new PutRolePolicyRequest
            {
                RoleName = "web",
                PolicyName = "orders",
                PolicyDocument = $$"""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:Read",
                    "Resource":"arn:aws:orders:eu-west-1:{{server.Account}}:order/7"}]}
                    """,
            },
            server.Admin);
    }

    internal static string TokenOf(TestIssuer issuer, DateTimeOffset now, string subject, string audience = "sts.amazonaws.com")
    {
        var claims = issuer.Claims(now, subject, audience);
        return TokenMint.Sign(issuer.Keys[0], TokenMint.Header(issuer.Keys[0]).ToJsonString(), claims.ToJsonString());
    }

    private string Token(string subject, string audience = "sts.amazonaws.com") =>
        TokenOf(_issuer, Clock.GetUtcNow(), subject, audience);

    private Task<HttpResponseMessage> Ask(string target, string token) =>
        _world.Ask(target, [new HeaderField("Host", GatewayWorld.Host), new HeaderField("Authorization", "Bearer " + token)]);
}
