using System.Text.Json.Nodes;
using Daypass.Federation.Tests.Oidc;
using Daypass.Protocol.Errors;
using Daypass.Testing.Oidc;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Rightly signed tokens whose claims must not be taken.</summary>
[Trait("Road", "front door")]
public sealed class JwtClaimAttackTests(OidcWorld world) : IClassFixture<OidcWorld>
{
    private const string NoRole = "The roles claim contains no valid role ARNs";
    private const string AnotherRole = "The target role ARN is not present in the roles claim of the identity token";

    private const string Aws = "https://aws.amazon.com/";

    [Theory, Trait("Attack", "J-DUP")]
    [InlineData("""{"alg":"none","alg":"RS256","kid":"KID"}""", "CLAIMS")]
    [InlineData("""{"alg":"RS256","kid":"evil","kid":"KID"}""", "CLAIMS")]
    [InlineData("""{"alg":"RS256","kid":"KID"}""", """CLAIMS,"sub":"admin"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID"}""", """CLAIMS,"aud":"client-b"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID"}""", """CLAIMS,"\u0073ub":"admin"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID"}""", """CLAIMS,"nested":{"a":1,"a":2}}""")]
    public async Task A_member_that_stands_twice_is_refused_whatever_the_last_one_says(string header, string claims)
    {
        var good = world.Issuer.Claims(world.Clock.GetUtcNow()).ToJsonString();
        var text = claims == "CLAIMS" ? good : claims.Replace("CLAIMS", good[..^1], StringComparison.Ordinal);
        var key = world.Issuer.Keys[0];

        Assert.Equal("InvalidIdentityToken", (await world.Refused(TokenMint.Sign(key, header.Replace("KID", key.Id, StringComparison.Ordinal), text))).Code);
    }

    [Theory, Trait("Attack", "J-TYPES")]
    [InlineData("aud", "{}", "DP-JWT-40")]
    [InlineData("aud", "7", "DP-JWT-40")]
    [InlineData("aud", "[7]", "DP-JWT-40")]
    [InlineData("aud", "[]", "DP-JWT-41")]
    [InlineData("aud", "\"\"", "DP-JWT-44")]
    [InlineData("sub", "{}", "DP-JWT-46")]
    [InlineData("sub", "[\"a\"]", "DP-JWT-46")]
    [InlineData("sub", "true", "DP-JWT-46")]
    [InlineData("sub", "\"a\\u0000b\"", "DP-JWT-46")]
    [InlineData("sub", "null", "DP-JWT-10")]
    [InlineData("iss", "7", "DP-JWT-12")]
    [InlineData("iss", "[]", "DP-JWT-12")]
    [InlineData("exp", "1e400", "DP-JWT-33")]
    [InlineData("exp", "1e10", "DP-JWT-33")]
    [InlineData("exp", "1.5", "DP-JWT-33")]
    [InlineData("exp", "99999999999.0", "DP-JWT-33")]
    [InlineData("exp", "\"0x7fffffffff\"", "DP-JWT-33")]
    [InlineData("exp", "\"+99999999999\"", "DP-JWT-33")]
    [InlineData("exp", "\"\uff19\uff19\uff19\uff19\uff19\uff19\uff19\uff19\uff19\uff19\uff19\"", "DP-JWT-33")]
    [InlineData("exp", "\"tomorrow\"", "DP-JWT-33")]
    [InlineData("exp", "\" 99999999999\"", "DP-JWT-33")]
    [InlineData("exp", "99999999999999999999", "DP-JWT-33")]
    [InlineData("exp", "true", "DP-JWT-33")]
    [InlineData("exp", "-1", "DP-JWT-30")]
    [InlineData("exp", "-9223372036854775808", "DP-JWT-30")]
    [InlineData("iat", "\"\"", "DP-JWT-33")]
    [InlineData("iat", "[]", "DP-JWT-33")]
    [InlineData("iat", "9223372036854775807", "DP-JWT-32")]
    [InlineData("nbf", "null", "DP-JWT-33")]
    [InlineData("nbf", "9223372036854775807", "DP-JWT-31")]
    public async Task A_claim_of_the_wrong_kind_is_refused(string claim, string value, string reason)
    {
        var claims = world.Issuer.Claims(world.Clock.GetUtcNow());
        claims.Remove(claim);
        var text = $$"""{{claims.ToJsonString()[..^1]}},"{{claim}}":{{value}}}""";
        var key = world.Issuer.Keys[0];

        var error = await world.Refused(TokenMint.Sign(key, TokenMint.Header(key).ToJsonString(), text));

        Assert.StartsWith(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(reason == "DP-JWT-30" ? "ExpiredTokenException" : "InvalidIdentityToken", error.Code);
    }

    [Theory, Trait("Attack", "J-TYPES")]
    [InlineData("exp", -300, "ExpiredTokenException", "Token expired: current date/time {-300} must be before the expiration date/time {-300}")]
    [InlineData("exp", -301, "ExpiredTokenException", "Token expired: current date/time {-300} must be before the expiration date/time {-301}")]
    [InlineData("nbf", 301, "InvalidIdentityToken", "Token not yet valid: current date/time {300} must be after or equal to the not-before date/time {301}")]
    [InlineData("nbf", 3600, "InvalidIdentityToken", "Token not yet valid: current date/time {300} must be after or equal to the not-before date/time {3600}")]
    [InlineData("iat", 301, "InvalidIdentityToken", "Token issued in the future: {301}")]
    [InlineData("iat", 3600, "InvalidIdentityToken", "Token issued in the future: {3600}")]
    public async Task Beyond_five_minutes_the_refusal_says_the_times_as_AWS_does(string claim, int offset, string code, string message)
    {
        var now = world.Clock.GetUtcNow().ToUnixTimeSeconds();
        var expected = message;
        foreach (var at in new[] { -301, -300, 300, 301, 3600 })
        {
            expected = expected.Replace($"{{{at}}}", (now + at).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        var error = await world.Refused(world.Mint(claims => claims[claim] = now + offset));

        Assert.Equal((code, expected), (error.Code, error.Message));
    }

    [Theory, Trait("Attack", "J-MISS")]
    [InlineData("iss")]
    [InlineData("sub")]
    [InlineData("aud")]
    [InlineData("iat")]
    [InlineData("exp")]
    public async Task A_missing_claim_is_named(string claim)
    {
        var error = await world.Refused(world.Mint(claims => claims.Remove(claim)));

        Assert.Equal(("InvalidIdentityToken", "Missing a required claim: " + claim), (error.Code, error.Message));
    }

    [Theory, Trait("Attack", "J-AUD")]
    [InlineData("""["sts.amazonaws.com","client-b"]""", null, "Token audience contains more than one audience while authorized party is not present")]
    [InlineData("""["sts.amazonaws.com","other"]""", null, "Token audience contains more than one audience while authorized party is not present")]
    [InlineData("""[]""", null, "Claim is not allowed to be empty: aud")]
    [InlineData("\"sts.amazonaws.com\"", "\"foreign\"", FederationErrors.NotValidatedText)]
    [InlineData("\"sts.amazonaws.com\"", "\"STS.amazonaws.com\"", FederationErrors.NotValidatedText)]
    [InlineData("\"foreign\"", null, FederationErrors.NotValidatedText)]
    [InlineData("\"st\\u0455.amazonaws.com\"", null, FederationErrors.NotValidatedText)]
    [InlineData("\"sts.amazonaws.com\\u0000\"", null, FederationErrors.NotValidatedText)]
    [InlineData("\"sts.amazonaws.com,foreign\"", null, FederationErrors.NotValidatedText)]
    [InlineData("[\"foreign\"]", null, FederationErrors.NotValidatedText)]
    [InlineData("[\"sts.amazonaws.com\"]", "\"foreign\"", FederationErrors.NotValidatedText)]
    [InlineData("\"sts.amazonaws.com\"", "\"\"", FederationErrors.NotValidatedText)]
    [InlineData("\"sts.amazonaws.com\"", "null", FederationErrors.NotValidatedText)]
    [InlineData("\"sts.amazonaws.com\"", "[\"client-b\"]", FederationErrors.NotValidatedText)]
    public async Task An_audience_that_is_not_ours_is_refused(string aud, string? azp, string message)
    {
        var error = await world.Refused(world.Mint(claims =>
        {
            claims["aud"] = JsonNode.Parse(aud);
            if (azp is not null)
            {
                claims["azp"] = JsonNode.Parse(azp);
            }
        }));

        Assert.Equal(("InvalidIdentityToken", message), (error.Code, error.Message));
    }

    [Theory, Trait("Attack", "J-ISS")]
    [InlineData("{0}/")]
    [InlineData("{0}/../")]
    [InlineData("https://LOCALHOST:{1}")]
    [InlineData("HTTPS://localhost:{1}")]
    [InlineData("http://localhost:{1}")]
    [InlineData("{0}@evil.example.com")]
    [InlineData("{0}.evil.example.com")]
    [InlineData("https://user@localhost:{1}")]
    [InlineData("https://l%6Fcalhost:{1}")]
    [InlineData("https://loc\u0430lhost:{1}")]
    [InlineData("https://localhost.:{1}")]
    [InlineData("https://127.0.0.1:{1}")]
    [InlineData("https://localhost:0{1}")]
    [InlineData("{0}?x=1")]
    [InlineData("{0}#x")]
    [InlineData(" {0}")]
    [InlineData("localhost:{1}")]
    public async Task An_issuer_that_only_looks_like_the_registered_one_is_unknown_and_nothing_is_fetched(string spelling)
    {
        var issuer = string.Format(System.Globalization.CultureInfo.InvariantCulture, spelling, world.Issuer.Url, world.Issuer.Port);
        var before = world.Issuer.Connections;

        var error = await world.Refused(world.Mint(claims => claims["iss"] = issuer));

        Assert.Equal(("InvalidIdentityToken", "No OpenIDConnect provider found in your account for " + issuer), (error.Code, error.Message));
        Assert.Equal(before, world.Issuer.Connections);
    }

    [Theory, Trait("Attack", "J-ISS")]
    [InlineData("\u0000")]
    [InlineData("\u0001")]
    [InlineData("\uFFFE")]
    [InlineData("\u2028<script>&")]
    [InlineData("\U0001F600")]
    public async Task An_issuer_that_no_answer_can_carry_as_it_is_gets_one_all_the_same(string tail)
    {
        var error = (await world.Door.Present(world.Mint(claims => claims["iss"] = world.Issuer.Url + tail))).Error!;

        Assert.Equal(("InvalidIdentityToken", 400), (error.Code, error.Status));
        Assert.StartsWith("No OpenIDConnect provider found in your account for https://localhost", error.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "J-ISS")]
    public async Task The_port_of_HTTPS_written_out_is_another_issuer_though_registration_drops_it()
    {
        await world.Door.Server.Api.Get(
            new Protocol.Iam.CreateOpenIdConnectProviderRequest { Url = "https://idp.example.com:443", ClientIdList = ["sts.amazonaws.com"] },
            world.Door.Server.Admin);
        var before = world.Issuer.Connections;

        var error = (await world.Door.Present(world.Mint(static claims => claims["iss"] = "https://idp.example.com:443"))).Error!;

        Assert.Equal(("InvalidIdentityToken", "No OpenIDConnect provider found in your account for https://idp.example.com:443"), (error.Code, error.Message));
        Assert.Equal(before, world.Issuer.Connections);
    }

    [Fact, Trait("Attack", "J-ISS")]
    public async Task The_verifier_itself_refuses_a_token_of_another_issuer_than_the_provider_it_is_given()
    {
        var token = Federation.Oidc.Tokens.UnverifiedToken.Read(world.Mint(static claims => claims["iss"] = "https://other.example.com")).Value!;

        Assert.Contains("DP-JWT-11", (await world.Verifier.Verify(token, world.Provider, OidcWorld.RoleArn, default)).Error!.Reason, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "J-TAGS")]
    [InlineData("""{"principal_tags":{"Team":"eng"}}""", "principal_tags passed in claim is not in correct format.")]
    [InlineData("""{"principal_tags":{"Team":["eng","ops"]}}""", "principal_tags passed in claim is not in correct format.")]
    [InlineData("""{"principal_tags":{"Team":[]}}""", "principal_tags passed in claim is not in correct format.")]
    [InlineData("""{"principal_tags":{"Team":[7]}}""", "principal_tags passed in claim is not in correct format.")]
    [InlineData("""{"principal_tags":["Team"]}""", "principal_tags passed in claim is not in correct format.")]
    [InlineData("""[{"principal_tags":{"Team":["eng"]}}]""", "principal_tags passed in claim is not in correct format.")]
    [InlineData("\"Team=eng\"", "principal_tags passed in claim is not in correct format.")]
    [InlineData("""{"principal_tags":{"Team":["eng"],"TEAM":["ops"]}}""", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")]
    [InlineData("""{"principal_tags":{"Team":["eng"]},"transitive_tag_keys":["Cost"]}""",
        "The specified transitive tag key must be included in the requested tags.")]
    [InlineData("""{"principal_tags":{"Team":["eng"]},"transitive_tag_keys":"Team"}""", "transitive_tag_keys passed in claim is not in correct format.")]
    [InlineData("""{"transitive_tag_keys":["Team"]}""", "The specified transitive tag key must be included in the requested tags.")]
    public async Task Session_tags_in_the_wrong_form_are_refused(string tags, string message)
    {
        var error = await world.Refused(world.Mint(claims => claims[Aws + "tags"] = JsonNode.Parse(tags)));

        Assert.Equal(("InvalidIdentityToken", message), (error.Code, error.Message));
    }

    [Theory, Trait("Attack", "J-TAGS")]
    [InlineData("aws:Team", "eng")]
    [InlineData("AWS:Team", "eng")]
    [InlineData("", "eng")]
    [InlineData("Te<am", "eng")]
    [InlineData("Team", "e\nng")]
    [InlineData("Team", "257")]
    [InlineData("129", "eng")]
    public async Task Session_tags_outside_the_pattern_are_refused(string key, string value)
    {
        var error = await world.Refused(world.Mint(claims =>
            claims[Aws + "tags/principal_tags/" + (key == "129" ? new string('k', 129) : key)] = value == "257" ? new string('v', 257) : value));

        Assert.Contains("DP-JWT-53", error.Reason, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "J-TAGS")]
    public async Task Fifty_one_tags_are_refused()
    {
        var error = await world.Refused(world.Mint(static claims =>
        {
            for (var index = 0; index < 51; index++)
            {
                claims[$"{Aws}tags/principal_tags/k{index}"] = "v";
            }
        }));

        Assert.Equal("Session tags exceed the limit of 50.", error.Message);
    }

    [Fact, Trait("Attack", "J-TAGS")]
    public async Task One_tag_in_both_forms_is_refused()
    {
        var error = await world.Refused(world.Mint(static claims =>
        {
            claims[Aws + "tags"] = JsonNode.Parse("""{"principal_tags":{"Team":["eng"]}}""");
            claims[Aws + "tags/principal_tags/team"] = "ops";
        }));

        Assert.Contains("Duplicate tag keys", error.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "J-ROLES")]
    [InlineData("\"arn:aws:iam::123456789012:role/*\"", NoRole)]
    [InlineData("\"*\"", NoRole)]
    [InlineData("\"ARN:AWS:IAM::123456789012:ROLE/DEPLOYER\"", NoRole)]
    [InlineData("\"arn:aws:iam::123456789012:user/deployer\"", NoRole)]
    [InlineData("\"arn:aws:iam::123456789012:role/DEPLOYER\"", AnotherRole)]
    [InlineData("\"arn:aws:iam::123456789012:role/other\"", AnotherRole)]
    [InlineData("\"arn:aws:iam::123456789012:role/deployer2\"", AnotherRole)]
    [InlineData("[\"arn:aws:iam::123456789012:role/deploye\"]", AnotherRole)]
    [InlineData("[\"not-an-arn\",\"arn:aws:iam::123456789012:role/other\"]", AnotherRole)]
    [InlineData("\"\"", NoRole)]
    [InlineData("[]", NoRole)]
    [InlineData("{}", "The roles claim is not in a supported format")]
    [InlineData("7", "The roles claim is not in a supported format")]
    [InlineData("[[\"arn:aws:iam::123456789012:role/deployer\"]]", NoRole)]
    public async Task A_roles_claim_without_the_role_rules_it_out(string roles, string message)
    {
        var error = await world.Refused(world.Mint(claims => claims[Aws + "roles"] = JsonNode.Parse(roles)));

        Assert.Equal(("InvalidIdentityToken", message), (error.Code, error.Message));
    }
}
