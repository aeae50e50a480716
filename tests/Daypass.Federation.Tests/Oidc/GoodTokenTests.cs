using System.Text.Json.Nodes;
using Daypass.Protocol.Errors;
using Daypass.Testing.Oidc;

namespace Daypass.Federation.Tests.Oidc;

public sealed class GoodTokenTests(OidcWorld world) : IClassFixture<OidcWorld>
{
    private string Key(string claim) => world.Provider.Url["https://".Length..] + ":" + claim;

    [Fact]
    public async Task A_good_token_says_who_calls()
    {
        var identity = (await world.Present(world.Mint())).Value!;

        Assert.Equal(world.Provider.Arn, identity.ProviderArn);
        Assert.Equal("subject-1", identity.Subject);
        Assert.Equal("sts.amazonaws.com", identity.Audience);
        Assert.Equal(world.Issuer.Keys[0].Id, identity.KeyId);
        Assert.Null(identity.SourceIdentity);
        Assert.False(identity.RoleAuthorizedByIdp);
        Assert.Equal(["subject-1"], identity.TrustKeys.Of(Key("sub")));
        Assert.Equal(["sts.amazonaws.com"], identity.TrustKeys.Of(Key("AUD")));
        Assert.Equal(["sts.amazonaws.com"], identity.TrustKeys.Of(Key("oaud")));
        Assert.Equal([Key("aud"), Key("sub")], identity.SessionKeys.Names());
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task Each_of_the_six_algorithms_verifies(string algorithm)
    {
        await using var own = new TestIssuer(world.Authority) { Keys = [SigningKey.Create(algorithm)] };
        var provider = world.Provider with { Arn = "arn:six:" + algorithm, Url = own.Url };
        var token = Federation.Oidc.Tokens.UnverifiedToken.Read(own.Mint(world.Clock.GetUtcNow())).Value!;

        var result = await world.Verifier.Verify(token, provider, OidcWorld.RoleArn, CancellationToken.None);

        Assert.True(result.Succeeded, result.Error?.Reason);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData(" \t ")]
    public async Task White_space_around_a_token_is_dropped_because_SDKs_send_files_with_their_newline(string space) =>
        Assert.True((await world.Present(space + world.Mint() + space)).Succeeded);

    [Fact]
    public async Task An_authorized_party_is_the_audience_and_aud_may_be_foreign()
    {
        var identity = (await world.Present(world.Mint(static claims => (claims["azp"], claims["aud"]) = ("client-b", new JsonArray("api-1", "api-2")))))
            .Value!;

        Assert.Equal("client-b", identity.Audience);
        Assert.Equal(["api-1", "api-2"], identity.TokenAudiences);
        Assert.Equal(["api-1", "api-2"], identity.TrustKeys.Of(Key("oaud")));
    }

    [Fact]
    public async Task A_provider_that_asks_for_a_registered_aud_refuses_a_foreign_one_even_under_a_registered_azp()
    {
        var strict = world.Provider with { RequireRegisteredAudience = true };
        var foreign = Federation.Oidc.Tokens.UnverifiedToken.Read(world.Mint(static claims => (claims["azp"], claims["aud"]) = ("client-b", "api-1"))).Value!;
        var both = Federation.Oidc.Tokens.UnverifiedToken.Read(world.Mint(static claims => claims["azp"] = "client-b")).Value!;

        Assert.Equal(FederationErrors.NotValidatedText, (await world.Verifier.Verify(foreign, strict, OidcWorld.RoleArn, default)).Error!.Message);
        Assert.True((await world.Verifier.Verify(both, strict, OidcWorld.RoleArn, default)).Succeeded);
    }

    [Fact]
    public async Task A_provider_may_allow_fewer_algorithms_than_AWS()
    {
        var strict = world.Provider with { Algorithms = ["ES256"] };
        var token = Federation.Oidc.Tokens.UnverifiedToken.Read(world.Mint()).Value!;

        Assert.Contains("DP-JWT-20", (await world.Verifier.Verify(token, strict, OidcWorld.RoleArn, default)).Error!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["sts.amazonaws.com"]""", "sts.amazonaws.com")]
    [InlineData("\"client-b\"", "client-b")]
    public async Task One_audience_may_stand_alone_or_in_an_array(string aud, string expected) =>
        Assert.Equal(expected, (await world.Present(world.Mint(claims => claims["aud"] = JsonNode.Parse(aud)))).Value!.Audience);

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"x\"", "x")]
    [InlineData("12345", "12345")]
    public async Task Subjects_that_the_model_would_not_allow_pass_as_on_AWS(string sub, string expected) =>
        Assert.Equal(expected, (await world.Present(world.Mint(claims => claims["sub"] = JsonNode.Parse(sub)))).Value!.Subject);

    [Fact]
    public async Task A_subject_of_300_characters_passes() =>
        Assert.Equal(300, (await world.Present(world.Mint(static claims => claims["sub"] = new string('s', 300)))).Value!.Subject.Length);

    [Theory]
    [InlineData("exp", -1)]
    [InlineData("exp", -299)]
    [InlineData("iat", 300)]
    [InlineData("nbf", 300)]
    public async Task Clocks_may_differ_by_five_minutes(string claim, int seconds) =>
        Assert.True((await world.Present(world.Mint(claims => claims[claim] = world.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds))).Succeeded);

    [Fact]
    public async Task Times_may_be_written_as_text() =>
        Assert.True((await world.Present(world.Mint(static claims => claims["exp"] = claims["exp"]!.ToString()))).Succeeded);

    [Fact]
    public async Task A_token_without_a_key_id_passes_when_the_set_has_one_key() =>
        Assert.True((await world.Present(world.Mint(header: static header => header.Remove("kid")))).Succeeded);

    [Fact]
    public async Task An_access_token_that_says_so_passes_as_on_AWS() =>
        Assert.True((await world.Present(world.Mint(header: static header => header["typ"] = "at+jwt"))).Succeeded);

    [Fact]
    public async Task An_issuer_with_a_path_and_a_final_slash_is_found_at_its_discovery_document()
    {
        await using var own = new TestIssuer(world.Authority, path: "/realms/main");
        var provider = world.Provider with { Arn = "arn:slash", Url = own.Url };
        var token = Federation.Oidc.Tokens.UnverifiedToken.Read(own.Mint(world.Clock.GetUtcNow())).Value!;

        var identity = (await world.Verifier.Verify(token, provider, OidcWorld.RoleArn, default)).Value!;

        Assert.Contains($"localhost:{own.Port}/realms/main:sub", identity.TrustKeys.Names());
    }
}
