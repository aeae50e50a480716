using System.Text;
using System.Text.Json.Nodes;
using Daypass.Protocol.Iam;

namespace Daypass.Federation.Tests.Propagation;

/// <summary>The token endpoint of an account (RFC 8693).</summary>
public sealed class TokenExchangeTests : IAsyncLifetime
{
    private const string Types = "urn:ietf:params:oauth:token-type:";

    private ExchangeWorld _world = null!;

    public async Task InitializeAsync() => _world = await ExchangeWorld.Start();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task The_token_of_a_person_becomes_one_of_the_account_that_names_the_agent_that_acts()
    {
        var (status, body, answer) = await _world.Exchange(
            ("actor_token", _world.Agent()), ("actor_token_type", Types + "jwt"), ("scope", "read write"), ("unknown", "is passed over"));

        Assert.Equal(200, status);
        Assert.Equal((Types + "access_token", "Bearer", 300, "read write"),
            ((string?)body["issued_token_type"], (string?)body["token_type"], (int?)body["expires_in"], (string?)body["scope"]));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        var claims = ExchangeWorld.Claims(body);
        Assert.Equal((_world.Issuer, "jane@example.com", ExchangeWorld.Audience, "OriginIdentity", "read write"),
            (claims.GetProperty("iss").GetString(), claims.GetProperty("sub").GetString(), claims.GetProperty("aud").GetString(),
            claims.GetProperty("subject_mode").GetString(), claims.GetProperty("scope").GetString()));
        Assert.Equal($$"""{"sub":"agent-7","iss":"{{_world.Of.Issuer.Url}}"}""", claims.GetProperty("act").GetRawText());
        Assert.Equal(_world.Role, claims.GetProperty("https://sts.amazonaws.com/").GetProperty("principal_id").GetString());
    }

    [Fact]
    public async Task Without_an_actor_token_the_subjects_own_actors_stay_and_with_one_they_stand_behind_it()
    {
        var token = _world.Jane(static claims => claims["act"] = JsonNode.Parse("""{"sub":"portal","iss":"https://portal.example.com","client":"x"}"""));
        var plain = ExchangeWorld.Claims((await _world.Exchange()).Body);
        Assert.False(plain.TryGetProperty("act", out _));

        var kept = ExchangeWorld.Claims((await _world.Exchange(("subject_token", token))).Body);
        Assert.Equal("""{"sub":"portal","iss":"https://portal.example.com"}""", kept.GetProperty("act").GetRawText());

        var stacked = ExchangeWorld.Claims((await _world.Exchange(
            ("subject_token", token), ("actor_token", _world.Agent()), ("actor_token_type", Types + "id_token"))).Body);
        Assert.Equal(
            $$$"""{"sub":"agent-7","iss":"{{{_world.Of.Issuer.Url}}}","act":{"sub":"portal","iss":"https://portal.example.com"}}""",
            stacked.GetProperty("act").GetRawText());
    }

    [Theory]
    [InlineData("""{"sub":"agent-7"}""", null)]
    [InlineData("""{"sub":"agent-7","iss":"ISSUER"}""", null)]
    [InlineData("""{"sub":"agent-8"}""", "invalid_request")]
    [InlineData("""{"sub":"agent-7","iss":"https://elsewhere.example.com"}""", "invalid_request")]
    [InlineData("""{"iss":"ISSUER"}""", "invalid_request")]
    [InlineData("\"agent-7\"", "invalid_request")]
    public async Task A_subject_token_that_says_who_may_act_is_obeyed(string mayAct, string? error)
    {
        var token = _world.Jane(claims => claims["may_act"] = JsonNode.Parse(mayAct.Replace("ISSUER", _world.Of.Issuer.Url, StringComparison.Ordinal)));
        var (status, body, _) = await _world.Exchange(
            ("subject_token", token), ("actor_token", _world.Agent()), ("actor_token_type", Types + "jwt"));
        Assert.Equal((error is null ? 200 : 400, error), (status, (string?)body["error"]));
    }

    [Fact]
    public async Task Five_actors_are_the_most()
    {
        string Nested(int depth) => depth == 1 ? """{"sub":"a1"}""" : $$"""{"sub":"a{{depth}}","act":{{Nested(depth - 1)}} }""";
        string Of(int depth) => _world.Jane(claims => claims["act"] = JsonNode.Parse(Nested(depth)));
        var actor = new (string, string?)[] { ("actor_token", _world.Agent()), ("actor_token_type", Types + "jwt") };

        Assert.Equal(200, (await _world.Exchange(("subject_token", Of(5)))).Status);
        Assert.Equal("invalid_request", await _world.Refused(("subject_token", Of(6))));
        Assert.Equal(200, (await _world.Exchange([("subject_token", Of(4)), .. actor])).Status);
        Assert.Equal("invalid_request", await _world.Refused([("subject_token", Of(5)), .. actor]));
        Assert.Equal("invalid_request", await _world.Refused(
            ("actor_token", _world.Agent(claims => claims["act"] = JsonNode.Parse(Nested(1)))), ("actor_token_type", Types + "jwt")));
    }

    [Theory]
    [InlineData("grant_type", null, "invalid_request")]
    [InlineData("grant_type", "client_credentials", "unsupported_grant_type")]
    [InlineData("subject_token", null, "invalid_request")]
    [InlineData("subject_token", "not a token", "invalid_request")]
    [InlineData("subject_token_type", null, "invalid_request")]
    [InlineData("subject_token_type", Types + "saml2", "invalid_request")]
    [InlineData("subject_token_type", Types + "access_token", "invalid_request")]
    [InlineData("subject_token_type", Types + "refresh_token", "invalid_request")]
    [InlineData("requested_token_type", Types + "saml2", "invalid_request")]
    [InlineData("requested_token_type", Types + "refresh_token", "invalid_request")]
    [InlineData("actor_token", "x.y.z", "invalid_request")]
    [InlineData("actor_token_type", Types + "jwt", "invalid_request")]
    [InlineData("audience", null, "invalid_target")]
    [InlineData("audience", "", "invalid_target")]
    [InlineData("resource", "/relative", "invalid_target")]
    [InlineData("resource", "relative", "invalid_target")]
    [InlineData("resource", "https://api.example.com/#part", "invalid_target")]
    [InlineData("scope", "read  write", "invalid_scope")]
    [InlineData("scope", "read read", "invalid_scope")]
    public async Task A_parameter_that_is_missing_or_wrong_is_said_in_OAuths_words(string name, string? value, string error) =>
        Assert.Equal(error, await _world.Refused((name, value)));

    [Fact]
    public async Task Audiences_and_resources_become_the_audience_of_the_token()
    {
        var both = ExchangeWorld.Claims((await _world.Exchange(
            ("audience", "one"), ("audience", "two"), ("resource", "https://three.example.com/x?y=1"), ("requested_token_type", Types + "jwt"))).Body);
        Assert.Equal(["one", "two", "https://three.example.com/x?y=1"], both.GetProperty("aud").EnumerateArray().Select(static aud => aud.GetString()));
        var body = (await _world.Exchange(("audience", null), ("resource", "urn:example:api"), ("requested_token_type", Types + "jwt"))).Body;
        Assert.Equal(("N_A", Types + "jwt"), ((string?)body["token_type"], (string?)body["issued_token_type"]));
        Assert.Equal("urn:example:api", ExchangeWorld.Claims(body).GetProperty("aud").GetString());
        Assert.Equal("invalid_target", await _world.Refused([.. Enumerable.Range(0, 11).Select(static number => ("audience", (string?)$"a{number}"))]));
        Assert.Equal("invalid_scope", await _world.Refused(("audience", "one"), ("audience", "two"), ("scope", "read")));
    }

    [Fact]
    public async Task A_repeated_parameter_a_secret_and_a_body_that_is_none_are_refused()
    {
        Assert.Equal("invalid_request", await _world.Refused(("client_id", _world.Role), ("client_id", _world.Role)));
        Assert.Equal("invalid_request", await _world.Refused(("scope", "a"), ("scope", "b")));
        Assert.Equal("invalid_request", await _world.Refused(("scope", "a"), ("scope", ""), ("scope", "b")));
        Assert.Equal(200, (await _world.Exchange(("scope", ""), ("scope", "a"), ("scope", ""))).Status);
        foreach (var secret in new[] { "client_secret", "client_assertion" })
        {
            var (status, body, answer) = await _world.Exchange((secret, "x"));
            Assert.Equal((401, "invalid_client"), (status, (string?)body["error"]));
            Assert.NotEmpty(answer.Headers.WwwAuthenticate);
        }

        using var form = new FormUrlEncodedContent(_world.Form());
        Assert.Equal((401, "invalid_client"), Of(await _world.Send(form, authorization: "Basic eDp5")));
        using var again = new FormUrlEncodedContent(_world.Form());
        Assert.Equal((400, "invalid_request"), Of(await _world.Send(again, "?scope=admin")));
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        Assert.Equal((400, "invalid_request"), Of(await _world.Send(json)));
        using var large = new FormUrlEncodedContent([.. _world.Form(), new("x", new string('x', 64 * 1024))]);
        Assert.Equal((400, "invalid_request"), Of(await _world.Send(large)));

        static (int, string?) Of((int Status, JsonObject Body, HttpResponseMessage Answer) outcome) => (outcome.Status, (string?)outcome.Body["error"]);
    }

    [Fact]
    public async Task The_client_is_a_role_of_the_account()
    {
        var elsewhere = _world.Role.Replace(_world.Of.Server.Account, "123412341234", StringComparison.Ordinal);
        foreach (var client in new[] { null, "app", _world.Of.OidcArn, elsewhere })
        {
            var (status, body, _) = await _world.Exchange(("client_id", client));
            Assert.Equal(client is null or "app" ? (400, "invalid_request") : (401, "invalid_client"), (status, (string?)body["error"]));
        }

        Assert.Equal("unauthorized_client", await _world.Refused(("client_id", _world.Role + "x")));
    }

    [Fact]
    public async Task It_gives_nothing_that_the_two_operations_would_not_give()
    {
        var host = _world.Of.Host;
        var trusted = $$"""{"StringEquals":{"{{host}}:sub":"joe"} }""";
        var stranger = await _world.Of.OidcRole("stranger", PropagationWorld.Allow("\"sts:*\""), trusted);
        Assert.Equal("unauthorized_client", await _world.Refused(("client_id", stranger)));

        var mute = await _world.Of.OidcRole("mute");
        Assert.Equal("invalid_target", await _world.Refused(("client_id", mute)));

        var narrow = await _world.Of.OidcRole("narrow", PropagationWorld.Allow(
            "\"sts:GetWebIdentityToken\"",
            """{"ForAllValues:StringEquals":{"sts:IdentityTokenAudience":"https://api.example.com"},"""
            + "\"StringEquals\":{\"aws:OriginIdentity/Subject\":\"jane@example.com\"}}"));
        Assert.Equal(200, (await _world.Exchange(("client_id", narrow))).Status);
        Assert.Equal("invalid_target", await _world.Refused(("client_id", narrow), ("audience", "https://elsewhere.example.com")));
        Assert.Equal("invalid_scope", await _world.Refused(("client_id", narrow), ("scope", "read")));
        Assert.Equal("invalid_target", await _world.Refused(
            ("client_id", narrow), ("subject_token", _world.Jane(static claims => claims["email"] = "joe@example.com"))));

        var tagging = _world.Jane(static claims => claims["https://aws.amazon.com/tags"] = JsonNode.Parse("""{"principal_tags":{"Team":["a"]}}"""));
        Assert.Equal(200, (await _world.Exchange(("subject_token", tagging))).Status);
        var untagged = await _world.Of.NewRole(
            "untagged", $$"""{"Federated":"{{_world.Of.OidcArn}}"}""", "\"sts:AssumeRoleWithWebIdentity\"",
            $$"""{"StringEquals":{"{{host}}:aud":"sts.amazonaws.com"} }""", PropagationWorld.Allow("\"sts:*\""));
        Assert.Equal("unauthorized_client", await _world.Refused(("client_id", untagged), ("subject_token", tagging)));

        await _world.Of.Get(new DisableOutboundWebIdentityFederationRequest());
        Assert.Equal("unauthorized_client", await _world.Refused());
    }

    [Fact]
    public async Task The_trust_policy_can_ask_who_acts()
    {
        var guarded = await _world.Of.OidcRole("guarded", PropagationWorld.Allow("\"sts:*\""), $$"""
            {"StringEquals":{"{{_world.Of.Host}}:aud":"sts.amazonaws.com","daypass:ActorSubject":"agent-7","daypass:ActorIssuer":"{{_world.Of.Issuer.Url}}"},
             "ArnEquals":{"daypass:ActorProviderArn":"{{_world.Of.OidcArn}}"} }
            """);
        var type = ("actor_token_type", (string?)(Types + "jwt"));
        Assert.Equal(200, (await _world.Exchange(("client_id", guarded), ("actor_token", _world.Agent()), type)).Status);
        Assert.Equal("unauthorized_client", await _world.Refused(("client_id", guarded)));
        Assert.Equal("unauthorized_client", await _world.Refused(
            ("client_id", guarded), ("actor_token", _world.Agent(static claims => claims["sub"] = "agent-8")), type));

        // A claim of that name is no actor.
        Assert.Equal("unauthorized_client", await _world.Refused(
            ("client_id", guarded), ("subject_token", _world.Jane(static claims => claims["daypass:ActorSubject"] = "agent-7"))));
    }

    [Fact]
    public async Task The_new_token_ends_with_the_tokens_it_was_made_of()
    {
        var now = _world.Of.Clock.GetUtcNow().ToUnixTimeSeconds();
        var soon = _world.Jane(claims => claims["exp"] = now + 100);
        var sooner = _world.Agent(claims => claims["exp"] = now + 40);
        Assert.Equal(100, (int?)(await _world.Exchange(("subject_token", soon))).Body["expires_in"]);
        var body = (await _world.Exchange(("subject_token", soon), ("actor_token", sooner), ("actor_token_type", Types + "jwt"))).Body;
        Assert.Equal(40, (int?)body["expires_in"]);
        Assert.Equal(now + 40, ExchangeWorld.Claims(body).GetProperty("exp").GetInt64());
        Assert.Equal("invalid_request", await _world.Refused(("subject_token", _world.Jane(claims => claims["exp"] = now))));
        Assert.Equal("invalid_request", await _world.Refused(("subject_token", _world.Jane(claims => claims["exp"] = now - 7200))));
    }

    [Fact]
    public async Task A_provider_that_propagates_nobody_lets_nobodys_name_out()
    {
        await _world.Of.Get(new UpdateOpenIdConnectProviderRequest { OpenIdConnectProviderArn = _world.Of.OidcArn, RemoveContextProvider = true });
        Assert.Equal("invalid_request", await _world.Refused());
    }

    [Fact]
    public async Task The_metadata_of_OpenID_and_of_OAuth_name_the_endpoint()
    {
        var account = _world.Of.Server.Account;
        foreach (var url in new[]
        {
            $"/oidc/{account}/.well-known/openid-configuration", $"/oidc/{account}/.well-known/oauth-authorization-server",
            $"/.well-known/oauth-authorization-server/oidc/{account}",
        })
        {
            var document = await _world.Document(url);
            Assert.Equal((_world.Issuer, _world.Issuer + "/token"),
                (document.GetProperty("issuer").GetString(), document.GetProperty("token_endpoint").GetString()));
            Assert.Equal("[\"urn:ietf:params:oauth:grant-type:token-exchange\"]", document.GetProperty("grant_types_supported").GetRawText());
            Assert.Equal("[\"none\"]", document.GetProperty("token_endpoint_auth_methods_supported").GetRawText());
        }

        foreach (var path in new[] { "/.well-known/oauth-authorization-server", "/.well-known/oauth-authorization-server/oidc/000000000000", "/oidc/x/token" })
        {
            using var answer = await _world.Of.Server.Api.Send(new HttpRequestMessage(HttpMethod.Get, path));
            Assert.Equal(404, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task It_is_on_record_with_the_hashes_of_the_tokens_and_without_them_or_anybodys_name()
    {
        const string Canary = "canary-2f9e@example.com";
        var subject = _world.Jane(static claims => claims["email"] = Canary);
        var actor = _world.Agent();
        var good = await _world.Exchange(("subject_token", subject), ("actor_token", actor), ("actor_token_type", Types + "jwt"));
        Assert.Equal(200, good.Status);
        await _world.Refused(("subject_token", subject), ("client_id", _world.Role + "x"));
        await _world.Refused(("subject_token", subject[..^5] + "AAAAA"));

        var text = await _world.Of.AuditText();
        var records = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!.AsObject())
            .Where(static line => (string?)line["eventName"] == "ExchangeToken").ToList();
        Assert.Equal(3, records.Count);
        Assert.Equal(("WebIdentityUser", _world.Role, true),
            ((string?)records[0]["userIdentity"]!["type"], (string?)records[0]["requestParameters"]!["roleArn"], (bool?)records[0]["readOnly"]));
        Assert.Equal((Hash(subject), Hash(actor)),
            ((string?)records[0]["additionalEventData"]!["daypass"]!["tokenSha256"],
            (string?)records[0]["additionalEventData"]!["daypass"]!["actorTokenSha256"]));
        Assert.Equal(_world.Role, (string?)records[0]["resources"]![0]!["ARN"]);
        foreach (var secret in new[] { Canary, subject.Split('.')[2], actor.Split('.')[2], ((string)good.Body["access_token"]!).Split('.')[2] })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(_world.Of.Server.Log.All, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static string Hash(string token) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
