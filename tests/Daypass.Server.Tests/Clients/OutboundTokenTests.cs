using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Server.Tests.Sts;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Daypass.Server.Tests.Clients;

/// <summary>Our web identity tokens as somebody else's OpenID library sees them: it knows the issuer and nothing else.</summary>
public sealed class OutboundTokenTests : IAsyncLifetime
{
    private const string Audience = "https://api.example.com";

    // The library checks lifetimes by the machine's clock.
    private readonly World _world = new() { Clock = new ManualClock(TimeProvider.System.GetUtcNow()) };

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        Assert.True((await _world.Parts.Outbound.Enable(_world.Account, default)).Succeeded);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [Trait("Conformance", "both algorithms verified with a stock OIDC library")]
    [InlineData("RS256")]
    [InlineData("ES384")]
    public async Task A_stock_library_verifies_a_token_from_the_discovery_URL_alone(string algorithm)
    {
        var token = (await _world.Server.Api.Get(new GetWebIdentityTokenRequest { Audience = [Audience], SigningAlgorithm = algorithm }, _world.Admin))
            .WebIdentityToken!;
        var issuer = new JsonWebToken(token).Issuer;

        var accepted = await Validate(token, issuer, Audience);
        Assert.True(accepted.IsValid, accepted.Exception?.ToString());
        Assert.Equal($"arn:aws:iam::{_world.Account}:user/admin", accepted.Claims["sub"]);
        Assert.Equal(algorithm, ((JsonWebToken)accepted.SecurityToken).Alg);

        Assert.IsType<SecurityTokenInvalidAudienceException>((await Validate(token, issuer, "https://other.example.com")).Exception);
        var parts = token.Split('.');
        var forged = new JsonWebToken(token).EncodedPayload[..^4] + (parts[1].EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");
        Assert.False((await Validate($"{parts[0]}.{forged}.{parts[2]}", issuer, Audience)).IsValid);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES384")]
    public async Task A_stock_library_verifies_a_token_in_the_name_of_the_person_behind_a_session(string algorithm)
    {
        using var authority = new TestAuthority();
        await using var people = new TestIssuer(authority);
        var world = new World
        {
            Clock = new ManualClock(TimeProvider.System.GetUtcNow()),
            Adjust = static options => options with { Federation = new FederationOptions { AllowLoopbackIssuers = true } },
        };
        await world.InitializeAsync();
        Assert.True((await world.Parts.Outbound.Enable(world.Account, default)).Succeeded);
        var provider = (await world.Server.Api.Get(
            new CreateOpenIdConnectProviderRequest
            {
                Url = people.Url,
                ClientIdList = ["sts.amazonaws.com"],
                ThumbprintList = [people.Thumbprint],
                ContextProvider = new ContextProviderShape { SubjectSourceKey = "email" },
            },
            world.Admin)).OpenIdConnectProviderArn!;
        var (_, arn) = await world.NewRole(
            FederatedCallTests.Providers.Trust(provider, "sts:AssumeRoleWithWebIdentity", people.Url["https://".Length..] + ":sub", "subject-1"), "sts:*");
        var session = (await world.Server.Api.Get(
            new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = arn,
                RoleSessionName = "visitor",
                WebIdentityToken = people.Mint(world.Clock.GetUtcNow(), static claims => claims["email"] = "jane@example.com"),
            },
            null)).Credentials!.ToSigning();

        var token = (await world.Server.Api.Get(
            new GetWebIdentityTokenRequest { Audience = [Audience], SigningAlgorithm = algorithm, SubjectMode = "OriginIdentity", Scope = "read write" },
            session)).WebIdentityToken!;
        var accepted = await Validate(token, new JsonWebToken(token).Issuer, Audience);

        Assert.True(accepted.IsValid, accepted.Exception?.ToString());
        Assert.Equal(("jane@example.com", "OriginIdentity", "read write"), (accepted.Claims["sub"], accepted.Claims["subject_mode"], accepted.Claims["scope"]));
        await world.DisposeAsync();
    }

    [Fact]
    public async Task Our_own_web_identity_operation_takes_it_in_another_account()
    {
        using var authority = new TestAuthority();
        await using var front = await TlsFront.Start(authority.Issue(names: "sts.example.com"));
        var behind = new World
        {
            Clock = new ManualClock(TimeProvider.System.GetUtcNow()),
            Adjust = options => options with
            {
                PublicUrl = new Uri("https://sts.example.com/"),
                Federation = new FederationOptions { AllowLoopbackIssuers = true, IssuerResolve = [$"sts.example.com:443=127.0.0.1:{front.Port}"] },
            },
        };
        await behind.InitializeAsync();
        front.Target = behind.Server.Url;
        Assert.True((await behind.Parts.Outbound.Enable(behind.Account, default)).Succeeded);
        var other = await behind.NewAccount();
        var issuer = $"sts.example.com/oidc/{behind.Account}";
        var provider = (await behind.Server.Api.Get(
            new CreateOpenIdConnectProviderRequest { Url = "https://" + issuer, ClientIdList = [Audience], ThumbprintList = [front.Thumbprint] }, other.Admin))
                .OpenIdConnectProviderArn!;
        var user = $"arn:aws:iam::{behind.Account}:user/admin";
        var (role, arn) = await behind.NewRole(
            FederatedCallTests.Providers.Trust(provider, "sts:AssumeRoleWithWebIdentity", issuer + ":sub", user), account: other.Id);
        foreach (var algorithm in new[] { "RS256", "ES384" })
        {
            var token = (await behind.Server.Api.Get(new GetWebIdentityTokenRequest { Audience = [Audience], SigningAlgorithm = algorithm }, behind.Admin))
                .WebIdentityToken!;
            var made = await behind.Server.Api.Get(
                new AssumeRoleWithWebIdentityRequest { RoleArn = arn, RoleSessionName = "visitor", WebIdentityToken = token }, null);
            Assert.Equal(($"arn:aws:sts::{other.Id}:assumed-role/{role.Name}/visitor", user), (made.AssumedRoleUser!.Arn, made.SubjectFromWebIdentityToken));
        }

        await behind.DisposeAsync();
    }

    [Fact]
    public async Task A_token_of_another_account_does_not_verify_with_this_ones_keys()
    {
        var request = new GetWebIdentityTokenRequest { Audience = [Audience], SigningAlgorithm = "RS256" };
        var before = (await _world.Server.Api.Get(request, _world.Admin)).WebIdentityToken!;
        var other = await _world.NewAccount();
        Assert.True((await _world.Parts.Outbound.Enable(other.Id, default)).Succeeded);
        var foreign = (await _world.Server.Api.Get(request, other.Admin)).WebIdentityToken!;
        var issuer = new JsonWebToken(before).Issuer;

        // One account's key set says nothing of another's tokens.
        Assert.NotEqual(issuer, new JsonWebToken(foreign).Issuer);
        Assert.False((await Validate(foreign, issuer, Audience)).IsValid);
        Assert.True((await Validate(before, issuer, Audience)).IsValid);
    }

    private static async Task<TokenValidationResult> Validate(string token, string issuer, string audience)
    {
        var configurations = new ConfigurationManager<OpenIdConnectConfiguration>(
            issuer + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = false });
        return await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ConfigurationManager = configurations,
            ValidIssuer = issuer,
            ValidAudience = audience,
            ValidateIssuerSigningKey = true,
        });
    }
}
