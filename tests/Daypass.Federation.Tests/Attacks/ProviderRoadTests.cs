using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Server;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>What identity providers may be, say and do to a running server, asked over HTTP from registration to token.</summary>
[Trait("Road", "front door")]
public sealed class ProviderRoadTests(FrontDoor door) : IClassFixture<FrontDoor>, IDisposable
{
    private const string Mismatch = "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint";
    private const string NoKey = FederationErrors.NoVerificationKeyText;

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory, Trait("Attack", "N-SSRF")]
    [InlineData("http://idp.example.com")]
    [InlineData("file:///etc/passwd", "ValidationError")]
    [InlineData("ftp://idp.example.com")]
    [InlineData("https://", "ValidationError")]
    [InlineData("https:///path", "ValidationError")]
    [InlineData("https://user@idp.example.com")]
    [InlineData("https://idp.example.com?x=1")]
    [InlineData("https://idp.example.com/#x")]
    [InlineData("https://idp.example.com/%2e%2e/")]
    [InlineData("https://idp.example.com\\@169.254.169.254", "ValidationError")]
    [InlineData("https://idp.example.com/\r\nHost: inside")]
    [InlineData("https://ex\u00e4mple.com")]
    [InlineData("https://idp\u3002example.com")]
    [InlineData("https://aws")]
    [InlineData("idp.example.com", "ValidationError")]
    public async Task A_provider_at_no_address_or_a_crooked_one_is_not_registered(string url, string code = "InvalidInput")
    {
        var error = (await door.Server.Api.Call(new CreateOpenIdConnectProviderRequest { Url = url, ClientIdList = ["a"] }, door.Server.Admin)).Error!;

        Assert.Equal(400, error.Status);
        Assert.Equal(code, error.Code);
    }

    [Theory, Trait("Attack", "N-SSRF")]
    [InlineData("https://169.254.169.254")]
    [InlineData("https://169.254.169.254:8443/latest")]
    [InlineData("https://0xA9FEA9FE")]
    [InlineData("https://2852039166")]
    [InlineData("https://0251.0376.0251.0376")]
    [InlineData("https://[::ffff:169.254.169.254]")]
    [InlineData("https://[::ffff:a9fe:a9fe]")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]")]
    [InlineData("https://[64:ff9b:1::a9fe:a9fe]")]
    [InlineData("https://[2002:a9fe:a9fe::]")]
    [InlineData("https://[fe80::1]")]
    [InlineData("https://[fd00:ec2::254]")]
    [InlineData("https://10.0.0.1")]
    [InlineData("https://192.168.0.1")]
    [InlineData("https://0.0.0.0")]
    public async Task A_provider_at_an_inner_address_is_never_contacted(string url)
    {
        await door.Server.Api.Get(new CreateOpenIdConnectProviderRequest { Url = url, ClientIdList = ["sts.amazonaws.com"] }, door.Server.Admin);
        var key = SigningKey.Create("ES256");
        var now = door.Clock.GetUtcNow().ToUnixTimeSeconds();
        var token = TokenMint.Sign(key, TokenMint.Header(key).ToJsonString(),
            $$"""{"iss":"{{url}}","sub":"s","aud":"sts.amazonaws.com","iat":{{now}},"exp":{{now + 60}}}""");

        var error = (await door.Present(token)).Error!;

        Assert.Equal(("IDPCommunicationError", 400), (error.Code, error.Status));
        Assert.Contains("DP-NET-02", await Reason(), StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "N-SSRF")]
    public async Task A_server_that_was_not_told_otherwise_does_not_contact_itself()
    {
        await using var issuer = new TestIssuer(_authority);
        await using var server = await RunningServer.Start(door.Clock);
        await server.Api.Get(new CreateOpenIdConnectProviderRequest { Url = issuer.Url, ClientIdList = ["sts.amazonaws.com"],
            ThumbprintList = [issuer.Thumbprint] }, server.Admin);

        var answer = await server.Api.Call(
            new Protocol.Sts.AssumeRoleWithWebIdentityRequest { RoleArn = $"arn:aws:iam::{server.Account}:role/any", RoleSessionName = "ci",
                WebIdentityToken = issuer.Mint(door.Clock.GetUtcNow()) }, null);

        Assert.Equal("IDPCommunicationError", answer.Error!.Code);
        Assert.Equal(0, issuer.Connections);
    }

    [Theory, Trait("Attack", "N-SSRF")]
    [InlineData(IssuerFault.Redirect, "https://169.254.169.254/latest/meta-data/", "DP-NET-03")]
    [InlineData(IssuerFault.Redirect, "self", "DP-NET-03")]
    [InlineData(IssuerFault.ForeignKeySetAddress, "https://169.254.169.254/latest/meta-data/", "DP-NET-02")]
    [InlineData(IssuerFault.ForeignKeySetAddress, "https://[::ffff:169.254.169.254]/", "DP-NET-02")]
    [InlineData(IssuerFault.ForeignKeySetAddress, "http://localhost/keys", "DP-NET-01")]
    [InlineData(IssuerFault.ForeignKeySetAddress, "file:///etc/passwd", "DP-NET-01")]
    [InlineData(IssuerFault.ForeignKeySetAddress, "https://user:word@localhost/", "DP-NET-01")]
    public async Task A_way_inside_that_a_provider_points_to_is_not_taken(IssuerFault fault, string address, string reason)
    {
        await using var inside = new TestIssuer(_authority);
        await using var issuer = new TestIssuer(_authority) { Fault = fault, RedirectTo = address == "self" ? inside.Url + "/keys" : address };

        Assert.Equal("IDPCommunicationError", await Refused(issuer, issuer.Mint(door.Clock.GetUtcNow())));
        Assert.StartsWith(reason, await Reason(), StringComparison.Ordinal);
        Assert.Equal(0, inside.Connections);
    }

    [Fact, Trait("Attack", "N-SLOW")]
    public async Task Slow_and_broken_providers_cost_their_time_limit_and_hold_up_nobody_else()
    {
        await using var healthy = new TestIssuer(_authority);
        var slow = new[] { IssuerFault.NeverAnswers, IssuerFault.HandshakeStalls, IssuerFault.SlowHead, IssuerFault.SlowBody, IssuerFault.ClosesEarly,
            IssuerFault.ServerError };
        var issuers = slow.Select(fault => new TestIssuer(_authority) { Fault = fault }).ToList();
        foreach (var issuer in issuers)
        {
            await door.Register(issuer, issuer.Url, ["sts.amazonaws.com"]);
        }

        await door.Register(healthy, healthy.Url, ["sts.amazonaws.com"]);
        var waiting = issuers.Select(issuer => door.Present(issuer.Mint(door.Clock.GetUtcNow()))).ToList();

        var served = await door.Present(healthy.Mint(door.Clock.GetUtcNow()));
        Assert.True(served.Succeeded, served.Error?.Message);
        Assert.False(waiting[0].IsCompleted);
        foreach (var answer in await Task.WhenAll(waiting))
        {
            Assert.Equal(("IDPCommunicationError", 400), (answer.Error!.Code, answer.Error.Status));
        }

        foreach (var issuer in issuers)
        {
            await issuer.DisposeAsync();
        }
    }

    [Fact, Trait("Attack", "N-FLOOD")]
    public async Task Hundreds_of_tokens_with_random_key_ids_cause_one_request_to_the_provider()
    {
        await using var issuer = new TestIssuer(_authority);
        await Accepted(issuer, issuer.Mint(door.Clock.GetUtcNow()));
        var forger = SigningKey.Create("ES256");

        await Parallel.ForEachAsync(Enumerable.Range(0, 400), async (number, _) =>
        {
            var error = (await door.Present(issuer.Mint(door.Clock.GetUtcNow(), key: forger.As(id: $"random-{number}")))).Error!;
            Assert.Equal(("InvalidIdentityToken", NoKey), (error.Code, error.Message));
        });

        Assert.Equal(2, issuer.KeySetRequests);
        await Accepted(issuer, issuer.Mint(door.Clock.GetUtcNow()));
    }

    [Fact, Trait("Attack", "N-ROT")]
    public async Task New_keys_work_at_first_sight_and_removed_ones_end()
    {
        var clock = new ManualClock();
        await using var own = new Opened(new FrontDoor(clock));
        await using var issuer = new TestIssuer(_authority);
        await own.Door.InitializeAsync();
        await own.Door.Register(issuer, issuer.Url, ["sts.amazonaws.com"]);
        var first = issuer.Keys[0];
        Assert.True((await own.Door.Present(issuer.Mint(clock.GetUtcNow()))).Succeeded);

        var second = issuer.Rotate();
        Assert.True((await own.Door.Present(issuer.Mint(clock.GetUtcNow(), key: second))).Succeeded);
        Assert.True((await own.Door.Present(issuer.Mint(clock.GetUtcNow(), key: first))).Succeeded);

        // Another key under the same id, and the first one gone.
        clock.Advance(TimeSpan.FromMinutes(2));
        issuer.Keys = [SigningKey.Create("RS256", second.Id)];
        Assert.True((await own.Door.Present(issuer.Mint(clock.GetUtcNow()))).Succeeded);
        Assert.Equal("InvalidIdentityToken", (await own.Door.Present(issuer.Mint(clock.GetUtcNow(), key: second))).Error!.Code);
        Assert.Equal(NoKey, (await own.Door.Present(issuer.Mint(clock.GetUtcNow(), key: first))).Error!.Message);
    }

    [Fact, Trait("Attack", "N-DOWN")]
    public async Task Known_keys_serve_while_their_provider_is_down_and_not_for_ever()
    {
        var clock = new ManualClock();
        await using var own = new Opened(new FrontDoor(clock));
        await using var issuer = new TestIssuer(_authority);
        await using var unseen = new TestIssuer(_authority) { Fault = IssuerFault.ServerError };
        await own.Door.InitializeAsync();
        await own.Door.Register(issuer, issuer.Url, ["sts.amazonaws.com"]);
        await own.Door.Register(unseen, unseen.Url, ["sts.amazonaws.com"]);
        Assert.True((await own.Door.Present(issuer.Mint(clock.GetUtcNow()))).Succeeded);
        issuer.Fault = IssuerFault.ServerError;

        Assert.Equal("IDPCommunicationError", (await own.Door.Present(unseen.Mint(clock.GetUtcNow()))).Error!.Code);
        clock.Advance(TimeSpan.FromHours(24.9));
        Assert.True((await own.Door.Present(issuer.Mint(clock.GetUtcNow()))).Succeeded);
        Assert.Equal("InvalidIdentityToken", (await own.Door.Present(issuer.Mint(clock.GetUtcNow(), key: SigningKey.Create("ES256")))).Error!.Code);
        clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal("IDPCommunicationError", (await own.Door.Present(issuer.Mint(clock.GetUtcNow()))).Error!.Code);
    }

    [Fact, Trait("Attack", "N-TLS")]
    public async Task A_certificate_is_judged_by_its_name_its_dates_and_its_thumbprint()
    {
        await using var stranger = new TestIssuer(_authority);
        await using var misnamed = new TestIssuer(_authority, _authority.Issue(null, null, "other.example.com"));
        await using var expired = new TestIssuer(_authority, _authority.Issue(TimeSpan.FromHours(-16), TimeSpan.FromHours(-8)));
        await using var old = new TestIssuer(_authority) { Fault = IssuerFault.OldTls };
        await door.Server.Api.Get(new CreateOpenIdConnectProviderRequest { Url = stranger.Url, ClientIdList = ["sts.amazonaws.com"],
            ThumbprintList = [new string('0', 40)] }, door.Server.Admin);

        foreach (var issuer in new[] { misnamed, expired })
        {
            Assert.Equal("InvalidIdentityToken", await Refused(issuer, issuer.Mint(door.Clock.GetUtcNow()), Mismatch));
        }

        var unknown = (await door.Present(stranger.Mint(door.Clock.GetUtcNow()))).Error!;
        Assert.Equal(("InvalidIdentityToken", Mismatch), (unknown.Code, unknown.Message));
        Assert.Equal("IDPCommunicationError", await Refused(old, old.Mint(door.Clock.GetUtcNow())));
    }

    private async Task Accepted(TestIssuer issuer, string token)
    {
        await door.Register(issuer, issuer.Url, ["sts.amazonaws.com"]);
        var answer = await door.Present(token);
        Assert.True(answer.Succeeded, answer.Error?.Message);
    }

    private async Task<string> Refused(TestIssuer issuer, string token, string? message = null)
    {
        await door.Register(issuer, issuer.Url, ["sts.amazonaws.com"]);
        var error = (await door.Present(token)).Error!;
        Assert.Equal(400, error.Status);
        Assert.Equal(message ?? error.Message, error.Message);
        return error.Code;
    }

    /// <summary>The precise reason of the last refusal, as the audit log has it.</summary>
    private async Task<string> Reason()
    {
        await door.Server.Api.Get(new Protocol.Sts.GetSessionTokenRequest(), door.Server.Admin);
        var lines = await File.ReadAllLinesAsync(Path.Combine(door.Server.DataFolder, "audit.jsonl"));
        var last = lines.Last(static line => line.Contains("\"AssumeRoleWithWebIdentity\"", StringComparison.Ordinal));
        return (string)System.Text.Json.Nodes.JsonNode.Parse(last)!["additionalEventData"]!["daypass"]!["reason"]!;
    }

    private sealed class Opened(FrontDoor door) : IAsyncDisposable
    {
        public FrontDoor Door => door;

        public async ValueTask DisposeAsync() => await door.DisposeAsync();
    }
}
