using System.Buffers.Text;
using System.Text.Json;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;

namespace Daypass.Server.Tests.Sts;

/// <summary>Who is behind a session stays with it in another account, which does not answer for them.</summary>
public sealed class ForeignOriginTests
{
    [Fact]
    public async Task An_account_makes_no_token_in_the_name_of_somebody_whom_another_accounts_provider_names()
    {
        await using var world = await World.Start(options => options with { Federation = new FederationOptions { AllowLoopbackIssuers = true } });
        using var authority = new TestAuthority();
        await using var issuer = new TestIssuer(authority);
        var (other, _, stranger) = await world.NewAccount();
        var made = await world.Server.Api.Get(
            new CreateOpenIdConnectProviderRequest
            {
                Url = issuer.Url,
                ClientIdList = ["sts.amazonaws.com"],
                ThumbprintList = [issuer.Thumbprint],
                ContextProvider = new ContextProviderShape { SubjectSourceKey = "sub", SubjectTypeValue = "user", KeyDefinitionList = [] },
            }, stranger);
        var trust = FederatedCallTests.Providers.Trust(
            made.OpenIdConnectProviderArn!, "sts:AssumeRoleWithWebIdentity", issuer.Url["https://".Length..] + ":sub", "ceo@example.com");
        var first = (await world.NewRole(trust, "sts:*", account: other)).Arn;
        var own = (await world.Server.Api.Get(
            new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = first,
                RoleSessionName = "first",
                WebIdentityToken = issuer.Mint(world.Clock.GetUtcNow(), static claims => claims["sub"] = "ceo@example.com"),
            }, null)).Credentials!.ToSigning();
        await world.Server.Api.Get(new EnableOutboundWebIdentityFederationRequest(), world.Admin);
        await world.Server.Api.Get(new EnableOutboundWebIdentityFederationRequest(), stranger);
        var chained = await world.Assume(
            (await world.NewRole(World.TrustAccount(other), document: World.Allow("sts:GetWebIdentityToken"))).Arn, own);

        var request = new GetWebIdentityTokenRequest { Audience = ["https://api.example.com"], SigningAlgorithm = "ES384", SubjectMode = "OriginIdentity" };
        var refusal = (await world.Server.Api.Call(request, chained)).Error;
        Assert.Equal(("AccessDenied", 403), (refusal?.Code, refusal?.Status));
        Assert.Contains("identity provider of another account", refusal!.Message, StringComparison.Ordinal);
        Assert.True((await world.Server.Api.Call(request with { SubjectMode = null }, chained)).Succeeded);

        var token = (await world.Server.Api.Get(request, own)).WebIdentityToken!;
        Assert.Equal("ceo@example.com", JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement.GetProperty("sub").GetString());
    }
}
