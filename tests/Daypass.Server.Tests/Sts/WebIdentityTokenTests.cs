using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daypass.Core.Entities;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>Outbound web identity tokens (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html).</summary>
public sealed class WebIdentityTokenTests(WebIdentityTokenTests.Issuing world) : IClassFixture<WebIdentityTokenTests.Issuing>
{
    private static readonly GetWebIdentityTokenRequest Request = new() { Audience = ["https://api.example.com"], SigningAlgorithm = "RS256" };

    [Theory]
    [Trait("Conformance", "GetWebIdentityToken claims for user/role/chained role")]
    [InlineData("RS256")]
    [InlineData("ES384")]
    public async Task A_token_verifies_with_the_key_that_its_issuer_publishes(string algorithm)
    {
        var answer = await world.Of.Server.Api.Get(Request with { SigningAlgorithm = algorithm }, world.Of.Admin);
        var claims = await Verified(answer.WebIdentityToken!, algorithm);

        Assert.Equal($"{world.Of.Server.Url}/oidc/{world.Of.Account}", claims.GetProperty("iss").GetString());
        Assert.Equal("https://api.example.com", claims.GetProperty("aud").GetString());
        Assert.Equal($"arn:aws:iam::{world.Of.Account}:user/admin", claims.GetProperty("sub").GetString());
        Assert.Equal(300, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.True(Guid.TryParse(claims.GetProperty("jti").GetString(), out _));
        Assert.False(claims.TryGetProperty("nbf", out _));
        Assert.Equal(world.Of.Clock.GetUtcNow().AddSeconds(300), answer.Expiration);

        var caller = claims.GetProperty("https://sts.amazonaws.com/");
        Assert.Equal(world.Of.Account, caller.GetProperty("aws_account").GetString());
        Assert.Equal("us-east-1", caller.GetProperty("source_region").GetString());
        Assert.Equal($"arn:aws:iam::{world.Of.Account}:user/admin", caller.GetProperty("principal_id").GetString());
        Assert.False(caller.TryGetProperty("original_session_exp", out _));
    }

    [Fact]
    [Trait("Conformance", "GetWebIdentityToken claims for user/role/chained role")]
    public async Task A_role_session_is_its_role_with_the_tags_of_the_session()
    {
        var (_, arn) = await world.Of.NewRole(
            World.TrustAccount(world.Of.Account), "sts:*", tags: [new EntityTag("team", "db"), new EntityTag("stage", "test")], path: "/a/");
        var session = await world.Of.Assume(
            arn, world.Of.Admin, static request => request with { Tags = [new Tag { Key = "team", Value = "web" }], SourceIdentity = "alice" });
        var answer = await world.Of.Server.Api.Get(
            Request with { Audience = ["one", "two"], DurationSeconds = 3600, Tags = [new Tag { Key = "order", Value = "4711" }] }, session);
        var claims = await Verified(answer.WebIdentityToken!, "RS256");

        Assert.Equal(arn, claims.GetProperty("sub").GetString());
        Assert.Equal(["one", "two"], claims.GetProperty("aud").EnumerateArray().Select(static audience => audience.GetString()));
        var caller = claims.GetProperty("https://sts.amazonaws.com/");
        Assert.Equal("web", caller.GetProperty("principal_tags").GetProperty("team").GetString());
        Assert.Equal("test", caller.GetProperty("principal_tags").GetProperty("stage").GetString());
        Assert.Equal("4711", caller.GetProperty("request_tags").GetProperty("order").GetString());
        Assert.Equal("alice", caller.GetProperty("source_identity").GetString());
        Assert.Equal(world.Of.Clock.GetUtcNow().AddHours(1), caller.GetProperty("original_session_exp").GetDateTimeOffset());
    }

    [Fact]
    [Trait("Conformance", "GetWebIdentityToken claims for user/role/chained role")]
    public async Task A_chained_session_is_its_own_role_with_the_tags_that_came_along()
    {
        var (_, first) = await world.Of.NewRole(World.TrustAccount(world.Of.Account), "sts:*");
        var (_, second) = await world.Of.NewRole(World.TrustPrincipal(first), "sts:*");
        var session = await world.Of.Assume(
            first, world.Of.Admin, static request =>
            request with { Tags = [new Tag { Key = "team", Value = "web" }], TransitiveTagKeys = ["team"], SourceIdentity = "alice" });
        var chained = await world.Of.Assume(second, session);
        var claims = await Verified((await world.Of.Server.Api.Get(Request, chained)).WebIdentityToken!, "RS256");

        Assert.Equal(second, claims.GetProperty("sub").GetString());
        var caller = claims.GetProperty("https://sts.amazonaws.com/");
        Assert.Equal(second, caller.GetProperty("principal_id").GetString());
        Assert.Equal("web", caller.GetProperty("principal_tags").GetProperty("team").GetString());
        Assert.Equal("alice", caller.GetProperty("source_identity").GetString());
    }

    [Fact]
    [Trait("Conformance", "GetWebIdentityToken escalation")]
    public async Task A_token_may_not_outlive_the_session_that_asks_for_it()
    {
        var (_, arn) = await world.Of.NewTrustingRole("sts:*");
        var session = await world.Of.Assume(arn, world.Of.Admin, static request => request with { DurationSeconds = 900 });
        Assert.True((await world.Of.Server.Api.Call(Request with { DurationSeconds = 900 }, session)).Succeeded);
        var refusal = (await world.Of.Server.Api.Call(Request with { DurationSeconds = 901 }, session)).Error;
        Assert.Equal(
            ("SessionDurationEscalationException", 403, "Requested token expiry time must be before the original session's expiry time."),
            (refusal!.Code, refusal.Status, refusal.Message));

        // Whether the account issues tokens at all is asked after that.
        var other = await world.Of.NewAccount();
        var (_, elsewhere) = await world.Of.NewRole(World.TrustAccount(other.Id), "sts:*", account: other.Id);
        var foreign = await world.Of.Assume(elsewhere, other.Admin, static request => request with { DurationSeconds = 900 });
        Assert.Equal("SessionDurationEscalationException", (await world.Of.Server.Api.Call(Request with { DurationSeconds = 901 }, foreign)).Error!.Code);
    }

    [Theory]
    [InlineData("arn:aws:sts::ACCOUNT:self", true)]
    [InlineData("arn:aws:sts::*:self", true)]
    [InlineData("arn:aws:iam::ACCOUNT:user/*", false)]
    [InlineData("arn:aws:sts::ACCOUNT:other", false)]
    public async Task It_is_asked_about_the_caller_itself(string resource, bool allowed)
    {
        var (user, key) = await world.Of.NewUser(document: World.Allow("sts:*WebIdentityToken", resource.Replace("ACCOUNT", world.Of.Account)));
        var tagged = Request with { Tags = [new Tag { Key = "team", Value = "test" }] };
        Assert.Equal(allowed, (await world.Of.Server.Api.Call(Request, key)).Succeeded);
        Assert.Equal(allowed, (await world.Of.Server.Api.Call(tagged, key)).Succeeded);
        var (_, untagging) = await world.Of.NewUser(document: World.Allow("sts:GetWebIdentityToken"));
        Assert.EndsWith(
            $"is not authorized to perform: sts:TagGetWebIdentityToken on resource: arn:aws:sts::{world.Of.Account}:self "
            + "because no identity-based policy allows "
            + "the sts:TagGetWebIdentityToken action", (await world.Of.Server.Api.Call(tagged, untagging)).Error!.Message, StringComparison.Ordinal);
        Assert.NotNull(user);
    }

    [Fact]
    public async Task A_session_of_GetSessionToken_gets_one_and_a_federated_user_does_not()
    {
        var session = (await world.Of.Server.Api.Get(new GetSessionTokenRequest(), world.Of.Admin)).Credentials!.ToSigning();
        var claims = await Verified((await world.Of.Server.Api.Get(Request, session)).WebIdentityToken!, "RS256");
        Assert.Equal($"arn:aws:iam::{world.Of.Account}:user/admin", claims.GetProperty("sub").GetString());

        var federated = await world.Of.Server.Api.Get(new GetFederationTokenRequest { Name = "bob", Policy = World.Allow("sts:*") }, world.Of.Admin);
        var refusal = (await world.Of.Server.Api.Call(Request, federated.Credentials!.ToSigning())).Error;
        Assert.Equal(
            ("AccessDenied", 403, "GetWebIdentityToken does not support federated user sessions"), (refusal!.Code, refusal.Status, refusal.Message));
    }

    [Theory]
    [InlineData("RS384")]
    [InlineData("ES256")]
    [InlineData("HS256")]
    [InlineData("rs256")]
    public async Task Another_algorithm_is_not_supported(string algorithm)
    {
        var refusal = (await world.Of.Server.Api.Call(Request with { SigningAlgorithm = algorithm }, world.Of.Admin)).Error;
        Assert.Equal(
            ("ValidationError", "Requested SigningAlgorithm is not supported. See the GetWebIdentityToken documentation for supported algorithms"),
            (refusal!.Code, refusal.Message));
    }

    [Fact]
    public async Task Tags_become_claims_whatever_their_keys_begin_with_but_not_twice()
    {
        var answer = await world.Of.Server.Api.Get(
            Request with { Tags = [new Tag { Key = "Team", Value = "request+1" }, new Tag { Key = "aws:test", Value = "reserved" }] }, world.Of.Admin);
        var tags = (await Verified(answer.WebIdentityToken!, "RS256")).GetProperty("https://sts.amazonaws.com/").GetProperty("request_tags");
        Assert.Equal(("request+1", "reserved"), (tags.GetProperty("Team").GetString(), tags.GetProperty("aws:test").GetString()));

        var refusal = (await world.Of.Server.Api.Call(
            Request with { Tags = [new Tag { Key = "team", Value = "one" }, new Tag { Key = "Team", Value = "two" }] }, world.Of.Admin)).Error;
        Assert.Equal(
            ("InvalidParameterValue", "Duplicate tag keys found. Please note that Tag keys are case insensitive."), (refusal!.Code, refusal.Message));
    }

    [Fact]
    [Trait("Conformance", "GetWebIdentityToken tag permission")]
    public async Task It_needs_the_permission_and_another_one_for_tags()
    {
        var (user, key) = await world.Of.NewUser(
            document: """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:GetWebIdentityToken","Resource":"*","Condition":"""
            + """{"ForAllValues:StringEquals":{"sts:IdentityTokenAudience":"https://api.example.com"},"StringEquals":{"sts:SigningAlgorithm":"RS256"}"""
            + ""","NumericLessThanEquals":{"sts:DurationSeconds":"300"}}}]}""");
        Assert.True((await world.Of.Server.Api.Call(Request, key)).Succeeded);
        foreach (var other in new[] { Request with { Audience = ["x"] }, Request with { SigningAlgorithm = "ES384" }, Request with { DurationSeconds = 301 } })
        {
            Assert.Equal(
                $"User: {world.Of.Parts.Arns.For(user)} is not authorized to perform: sts:GetWebIdentityToken on resource: arn:aws:sts::"
                    + $"{world.Of.Account}:self because no identity-based policy allows the sts:GetWebIdentityToken action",
                (await world.Of.Server.Api.Call(other, key)).Error!.Message);
        }

        var tagged = (await world.Of.Server.Api.Call(Request with { Tags = [new Tag { Key = "a", Value = "1" }] }, key)).Error;
        Assert.Contains("sts:TagGetWebIdentityToken", tagged!.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Conformance", "GetWebIdentityToken disabled")]
    public async Task An_account_that_did_not_enable_it_is_refused_and_disabling_revokes_nothing()
    {
        var other = await world.Of.NewAccount();
        var refusal = (await world.Of.Server.Api.Call(Request, other.Admin)).Error;
        Assert.Equal(
            ("OutboundWebIdentityFederationDisabledException", 403, "OutboundWebIdentityFederation is disabled."),
            (refusal!.Code, refusal.Status, refusal.Message));

        await world.Of.Parts.Outbound.Enable(other.Id, default);
        var token = (await world.Of.Server.Api.Get(Request, other.Admin)).WebIdentityToken!;
        await world.Of.Parts.Outbound.Disable(other.Id, default);
        Assert.Equal("OutboundWebIdentityFederationDisabledException", (await world.Of.Server.Api.Call(Request, other.Admin)).Error!.Code);
        await Verified(token, "RS256");
    }

    [Fact]
    public async Task Too_much_to_say_is_refused()
    {
        var key = new string('k', 30);
        var many = Request with { Tags = [.. Enumerable.Range(0, 49).Select(number => new Tag { Key = $"{key}-{number}", Value = new string('v', 256) })] };
        var last = new Tag { Key = "last", Value = "" };
        var written = PayloadLength(await world.Of.Server.Api.Get(many with { Tags = [.. many.Tags, last] }, world.Of.Admin));
        var fill = Request.Audience[0] + new string('a', 14_984 - written);
        var most = many with { Audience = [fill], Tags = [.. many.Tags, last] };
        Assert.Equal(14_984, PayloadLength(await world.Of.Server.Api.Get(most, world.Of.Admin)));
        var refusal = (await world.Of.Server.Api.Call(most with { Audience = [fill + "a"] }, world.Of.Admin)).Error;
        Assert.Equal(("JWTPayloadSizeExceededException", 400), (refusal!.Code, refusal.Status));
        Assert.Equal("JWT payload exceeds maximum allowed size", refusal.Message);
    }

    private static int PayloadLength(GetWebIdentityTokenResponse answer) => Base64Url.DecodeFromChars(answer.WebIdentityToken!.Split('.')[1]).Length;

    [Theory]
    [InlineData("/oidc/000000000000/.well-known/openid-configuration")]
    [InlineData("/oidc/x")]
    [InlineData("/oidc/")]
    public async Task An_account_without_keys_is_no_issuer(string path)
    {
        using var answer = await world.Of.Server.Api.Send(new HttpRequestMessage(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_for_a_role_is_a_context_assertion_about_who_asked_for_it()
    {
        var (user, key) = await world.Of.NewUser("sts:*");
        var (_, arn) = await world.Of.NewRole(
            World.TrustPrincipal(
                world.Of.Account,
                condition: """{"StringEquals":{"sts:RequestContext/daypass:Principal":"USER","sts:RequestContext/daypass:RequestTag/order":"4711"}}"""
                .Replace("USER", world.Of.Parts.Arns.For(user), StringComparison.Ordinal)),
            document: """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:GetAccessKeyInfo","Resource":"*","Condition":"""
                + """{"ForAnyValue:ArnLike":{"sts:RequestContextProviders":"arn:aws:iam::aws:contextProvider/*"}}}]}""");
        var assertion = (await world.Of.Server.Api.Get(Request with { Audience = [arn], Tags = [new Tag { Key = "order", Value = "4711" }] }, key))
            .WebIdentityToken!;
        var elsewhere = (await world.Of.Server.Api.Get(Request with { Tags = [new Tag { Key = "order", Value = "4711" }] }, key)).WebIdentityToken!;

        Assert.NotNull(await world.Of.Refusal(arn, world.Of.Admin));
        Assert.True(await world.Of.MayProbe(await world.Of.Assume(arn, world.Of.Admin, request => request with { ProvidedContexts = [Provided(assertion)] })));
        Assert.Equal(
            "InvalidContextAssertion",
            (await world.Of.Refusal(arn, world.Of.Admin, request => request with { ProvidedContexts = [Provided(elsewhere)] }))!.Code);
        Assert.Equal(
            "InvalidContextAssertion",
            (await world.Of.Refusal(arn, world.Of.Admin, request => request with { ProvidedContexts = [Provided("not a token")] }))!.Code);
        Assert.Equal(
            "InvalidContextAssertion",
            (await world.Of.Refusal(
            arn, world.Of.Admin, request =>
            request with { ProvidedContexts = [Provided(assertion) with { ProviderArn = "arn:aws:iam::aws:contextProvider/IdentityCenter" }] }))!.Code);

        var (_, closed) = await world.Of.NewRole(World.TrustAccount(world.Of.Account, "sts:AssumeRole"));
        var forClosed = (await world.Of.Server.Api.Get(Request with { Audience = [closed] }, key)).WebIdentityToken!;
        Assert.Contains(
            "sts:SetContext", (await world.Of.Refusal(closed, world.Of.Admin, request => request with { ProvidedContexts = [Provided(forClosed)] }))!.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_assertion_that_has_expired_is_refused()
    {
        var (_, arn) = await world.Of.NewRole(World.TrustAccount(world.Of.Account));
        var assertion = (await world.Of.Server.Api.Get(Request with { Audience = [arn], DurationSeconds = 60 }, world.Of.Admin)).WebIdentityToken!;
        world.Of.Clock.Advance(TimeSpan.FromSeconds(60));
        var refusal = await world.Of.Refusal(arn, world.Of.Admin, request => request with { ProvidedContexts = [Provided(assertion)] });
        Assert.Equal(("InvalidContextAssertion", 400), (refusal!.Code, refusal.Status));
    }

    private static ProvidedContext Provided(string assertion) =>
        new() { ProviderArn = "arn:aws:iam::aws:contextProvider/Daypass", ContextAssertion = assertion };

    private static async Task<JsonElement> Verified(string token, string algorithm)
    {
        var parts = token.Split('.');
        var header = Json(parts[0]);
        var issuer = Json(parts[1]).GetProperty("iss").GetString()!;
        using var http = new HttpClient();
        var discovery = JsonDocument.Parse(await http.GetStringAsync($"{issuer}/.well-known/openid-configuration")).RootElement;
        Assert.Equal(issuer, discovery.GetProperty("issuer").GetString());
        var keys = JsonDocument.Parse(await http.GetStringAsync(discovery.GetProperty("jwks_uri").GetString())).RootElement.GetProperty("keys");
        var key = keys.EnumerateArray().Single(key => key.GetProperty("kid").GetString() == header.GetProperty("kid").GetString());
        Assert.Equal(algorithm, header.GetProperty("alg").GetString());

        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        var signature = Base64Url.DecodeFromChars(parts[2]);
        if (algorithm == "RS256")
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
            Assert.True(rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
        else
        {
            using var curve = ECDsa.Create(
                new ECParameters { Curve = ECCurve.NamedCurves.nistP384, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } });
            Assert.True(curve.VerifyData(signed, signature, HashAlgorithmName.SHA384));
        }

        return Json(parts[1]);
    }

    private static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());

    private static JsonElement Json(string part) => JsonDocument.Parse(Base64Url.DecodeFromChars(part)).RootElement;

    /// <summary>A world whose first account issues web identity tokens.</summary>
    public sealed class Issuing : IAsyncLifetime
    {
        public World Of { get; } = new();

        public async Task InitializeAsync()
        {
            await Of.InitializeAsync();
            Assert.True((await Of.Parts.Outbound.Enable(Of.Account, default)).Succeeded);
        }

        public Task DisposeAsync() => Of.DisposeAsync();
    }
}
