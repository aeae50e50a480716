using Daypass.Core.Throttling;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Server.Tests.Audit;
using Daypass.Server.Tests.Sts;
using Daypass.Testing;
using Daypass.Testing.Oidc;

namespace Daypass.Server.Tests.Throttling;

/// <summary>Who comes with an identity provider's token pays at his address only until it is proven, and then from the account of the provider.</summary>
public sealed class FederatedRateTests
{
    private const double Slow = 0.0001;

    [Fact]
    public async Task Tokens_that_are_good_cost_the_address_nothing()
    {
        await using var federated = await Federated.Start(AdmissionRates.Unlimited with { Address = new Rate(Slow, 2) });
        for (var call = 0; call < 10; call++)
        {
            Assert.Null(await federated.Call(federated.Mint()));
        }

        Assert.Equal("InvalidIdentityToken", await federated.Call("no token"));
        Assert.Equal("InvalidIdentityToken", await federated.Call("no token"));
        Assert.Equal("Throttling", await federated.Call("no token"));
    }

    [Fact]
    public async Task The_account_of_the_provider_pays_and_nobody_else_makes_it_pay()
    {
        await using var federated = await Federated.Start(AdmissionRates.Unlimited with { Account = new Rate(Slow, 3) });
        for (var call = 0; call < 10; call++)
        {
            Assert.Equal("InvalidIdentityToken", await federated.Call("no token"));
        }

        // Three are paid for, the fourth is a debt.
        for (var call = 0; call < 4; call++)
        {
            Assert.Null(await federated.Call(federated.Mint()));
        }

        Assert.Equal("Throttling", await federated.Call(federated.Mint()));
    }

    [Fact]
    public async Task A_good_token_that_no_role_trusts_costs_its_address_and_never_the_account()
    {
        await using var federated = await Federated.Start(
            AdmissionRates.Unlimited with { Account = new Rate(Slow, 3), Address = new Rate(Slow, 10) });
        for (var call = 0; call < 10; call++)
        {
            Assert.Equal("AccessDenied", await federated.Call(federated.Mint("repo:stranger/any")));
        }

        Assert.Equal("Throttling", await federated.Call(federated.Mint("repo:stranger/any")));
        for (var call = 0; call < 3; call++)
        {
            Assert.True((await federated.World.Server.Api.Call(new GetCallerIdentityRequest(), federated.World.Admin)).Succeeded);
        }
    }

    [Fact]
    public async Task A_flood_of_good_tokens_that_no_role_trusts_is_on_record_and_then_counted()
    {
        const int Calls = 130;
        await using var federated = await Federated.Start(AdmissionRates.Unlimited);
        for (var call = 0; call < Calls; call++)
        {
            await federated.Call(federated.Mint("repo:stranger/any"));
        }

        federated.World.Clock.Advance(TimeSpan.FromMinutes(1));
        var denied = (await AuditLines.Read(federated.World.Server)).Where(static line => line.At("errorCode") == "AccessDenied").ToList();
        Assert.Equal(100, denied.Count(static line => line.At("eventName") == "AssumeRoleWithWebIdentity"));
        Assert.Equal($"{Calls - 100}", Assert.Single(denied, static line => line.At("eventType") == "DaypassRefusals").At("count"));
    }

    private sealed class Federated(World world, TestAuthority authority, TestIssuer issuer, string role) : IAsyncDisposable
    {
        public World World => world;

        private const string Audience = "sts.amazonaws.com";

        public static async Task<Federated> Start(AdmissionRates rates)
        {
            var world = await World.Start(options => options with
            {
                Federation = new FederationOptions { AllowLoopbackIssuers = true },
                Limits = new LimitOptions { Rates = rates },
            });
            var authority = new TestAuthority();
            var issuer = new TestIssuer(authority);
            var made = await world.Server.Api.Get(
                new CreateOpenIdConnectProviderRequest { Url = issuer.Url, ClientIdList = [Audience], ThumbprintList = [issuer.Thumbprint] }, world.Admin);
            var trust = FederatedCallTests.Providers.Trust(
                made.OpenIdConnectProviderArn!, "sts:AssumeRoleWithWebIdentity", issuer.Url["https://".Length..] + ":sub", "subject-1");
            return new Federated(world, authority, issuer, (await world.NewRole(trust)).Arn);
        }

        public string Mint(string? subject = null) => issuer.Mint(world.Clock.GetUtcNow(), claims => claims["sub"] = subject ?? "subject-1");

        public async Task<string?> Call(string token) => (await world.Server.Api.Call(
            new AssumeRoleWithWebIdentityRequest { RoleArn = role, RoleSessionName = "ci", WebIdentityToken = token }, null)).Error?.Code;

        public async ValueTask DisposeAsync()
        {
            await ((IAsyncLifetime)world).DisposeAsync();
            await issuer.DisposeAsync();
            authority.Dispose();
        }
    }
}
