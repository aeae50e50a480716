using System.Text.Json.Nodes;
using Daypass.Protocol.Sts;

namespace Daypass.Federation.Tests.Propagation;

/// <summary>What of a token stays with sessions, and what policies can ask of it.</summary>
public sealed class OidcPropagationTests : IAsyncLifetime
{
    private const string Probe = "\"sts:GetAccessKeyInfo\"";

    private PropagationWorld _world = null!;

    public async Task InitializeAsync() => _world = await PropagationWorld.Start();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task The_mapped_claims_are_in_the_answer_and_condition_keys_of_the_session_and_of_its_trust()
    {
        await _world.RegisterOidc(PropagationWorld.Context("email", "department>Unit", "shift", "missing"));
        var role = await _world.OidcRole(
            "worker",
            PropagationWorld.Allow(Probe, $$"""
                {"StringEquals":{"aws:OriginIdentity/Subject":"jane@example.com","aws:origINidentity/SubjectType":"user",
                 "aws:OriginIdentity/Issuer":"{{_world.Host}}","{{PropagationWorld.Prefix}}Unit":"books","{{PropagationWorld.Prefix}}shift":"3"},
                 "ArnEquals":{"aws:OriginIdentity/FederatedProviderArn":"{{_world.OidcArn}}"},"Null":{"{{PropagationWorld.Prefix}}missing":"true"} }
                """),
            $$"""{"StringEquals":{"aws:OriginIdentity/Subject":["jane@example.com","joe@example.com"]} }""");

        var answer = (await _world.Present(role, _world.Mint(static claims => Claims(claims, "jane@example.com")))).Value!;

        var context = answer.TrustedIdentityPropagationContext!;
        Assert.Equal(("jane@example.com", "user", _world.Host, _world.OidcArn),
            (context.OriginIdentity!.Subject, context.OriginIdentity.SubjectType, context.OriginIdentity.Issuer,
            context.OriginIdentity.FederatedProviderArn));
        Assert.Equal([new("Unit", "books"), new("shift", "3")], context.TransactionContext!.IdentityProvider!);
        Assert.True(await _world.MayProbe(PropagationWorld.Signing(answer.Credentials)));

        var joe = (await _world.Present(role, _world.Mint(static claims => Claims(claims, "joe@example.com")))).Value!;
        Assert.False(await _world.MayProbe(PropagationWorld.Signing(joe.Credentials)));
        Assert.Equal("AccessDenied", (await _world.Present(role, _world.Mint(static claims => Claims(claims, "eve@example.com")))).Error!.Code);
    }

    [Fact]
    public async Task A_provider_without_a_context_provider_sets_none_of_the_keys()
    {
        await _world.RegisterOidc(null);
        var role = await _world.OidcRole("worker", PropagationWorld.Allow(Probe, """{"Null":{"aws:OriginIdentity/Subject":"true"}}"""));
        var answer = (await _world.Present(role, _world.Mint())).Value!;
        Assert.Null(answer.TrustedIdentityPropagationContext);
        Assert.True(await _world.MayProbe(PropagationWorld.Signing(answer.Credentials)));
    }

    [Fact]
    public async Task A_chain_of_roles_keeps_who_is_behind_it_and_nobody_can_set_it_on_the_way()
    {
        await _world.RegisterOidc(PropagationWorld.Context("email", "department>Unit"));
        var first = await _world.OidcRole("first", PropagationWorld.Allow("\"sts:*\""));
        var jane = """{"StringEquals":{"aws:OriginIdentity/Subject":"jane@example.com"}}""";
        var second = await _world.NewRole(
            "second", $$"""{"AWS":"{{first}}"}""", "[\"sts:AssumeRole\",\"sts:TagSession\"]", jane, PropagationWorld.Allow("\"sts:*\"", jane));
        var third = await _world.NewRole(
            "third", $$"""{"AWS":"{{second}}"}""", "[\"sts:AssumeRole\",\"sts:TagSession\"]",
            policy: PropagationWorld.Allow(
                Probe, $$"""{"StringEquals":{"{{PropagationWorld.Prefix}}Unit":"books","aws:PrincipalTag/who":"${aws:OriginIdentity/Subject}"} }"""));

        var one = PropagationWorld.Signing((await _world.Present(first, _world.Mint(static claims => Claims(claims, "jane@example.com")))).Value!.Credentials);
        var two = PropagationWorld.Signing((await _world.Server.Api.Get(Assume(second), one)).Credentials);
        var tagged = Assume(third) with { Tags = [new Tag { Key = "who", Value = "jane@example.com" }] };
        Assert.True(await _world.MayProbe(PropagationWorld.Signing((await _world.Server.Api.Get(tagged, two)).Credentials)));
        var other = Assume(third) with { Tags = [new Tag { Key = "who", Value = "joe@example.com" }] };
        Assert.False(await _world.MayProbe(PropagationWorld.Signing((await _world.Server.Api.Get(other, two)).Credentials)));

        var joe = PropagationWorld.Signing((await _world.Present(first, _world.Mint(static claims => Claims(claims, "joe@example.com")))).Value!.Credentials);
        Assert.Equal("AccessDenied", (await _world.Server.Api.Call(Assume(second), joe)).Error!.Code);
        Assert.Equal("AccessDenied", (await _world.Server.Api.Call(Assume(second), _world.Server.Admin)).Error!.Code);
    }

    [Theory]
    [InlineData("email", "", "subject missing")]
    [InlineData("email", "null", "subject null")]
    [InlineData("email", "\"\"", "subject empty")]
    [InlineData("email", "[\"jane@example.com\"]", "subject a list")]
    [InlineData("email", "{\"at\":\"example.com\"}", "subject an object")]
    [InlineData("email", "257", "subject too long")]
    [InlineData("department", "[\"books\",\"maps\"]", "several values")]
    [InlineData("department", "{}", "no text")]
    [InlineData("department", "129", "too long")]
    [InlineData("department", "\"a\\u0001b\"", "no text that XML can carry")]
    [InlineData("kind", "[\"user\"]", "a kind that is a list")]
    public async Task A_claim_that_cannot_be_kept_as_it_is_refuses_the_token(string claim, string value, string what)
    {
        await _world.RegisterOidc(PropagationWorld.Context("email", "department>Unit") with { SubjectTypeValue = null, SubjectTypeSourceKey = "kind" });
        var role = await _world.OidcRole("worker");
        var token = _world.Mint(claims =>
        {
            Claims(claims, "jane@example.com");
            claims.Remove(claim);
            if (int.TryParse(value, out var length))
            {
                claims[claim] = new string('x', length);
            }
            else if (value.Length > 0)
            {
                claims[claim] = JsonNode.Parse(value);
            }
        });

        var error = (await _world.Present(role, token)).Error;

        Assert.NotNull(what);
        Assert.Equal(("InvalidIdentityToken", 400, "The identity token has no usable value for the context provider's source key: " + claim),
            (error?.Code, error?.Status, error?.Message));
        Assert.Contains("DP-JWT-70", await _world.AuditText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"256\"", "256")]
    [InlineData("4711", "4711")]
    [InlineData("true", "true")]
    public async Task A_number_a_boolean_and_the_longest_text_are_kept_as_text_and_what_is_missing_or_empty_is_left_out(string subject, string length)
    {
        await _world.RegisterOidc(PropagationWorld.Context("who", "one", "two", "long", "realm/name>realm") with { SubjectTypeValue = null });
        var role = await _world.OidcRole("worker");
        var wanted = subject.StartsWith('"') ? new string('s', int.Parse(length)) : length;
        var token = _world.Mint(claims =>
        {
            claims["who"] = subject.StartsWith('"') ? wanted : JsonNode.Parse(subject);
            claims["one"] = "";
            claims["two"] = null;
            claims["long"] = new string('x', 128);
            claims["realm"] = JsonNode.Parse("""{"name":"north"}""");
        });

        var context = (await _world.Present(role, token)).Value!.TrustedIdentityPropagationContext!;

        Assert.Equal((wanted, null), (context.OriginIdentity!.Subject, context.OriginIdentity.SubjectType));
        Assert.Equal([new("long", new string('x', 128)), new("realm", "north")], context.TransactionContext!.IdentityProvider!);
    }

    [Fact]
    public async Task Who_acts_for_the_subject_can_be_mapped_and_of_six_actors_none_is_believed()
    {
        await _world.RegisterOidc(PropagationWorld.Context("email", "act/sub>Actor", "act/act/sub>EarlierActor"));
        var role = await _world.OidcRole("worker", PropagationWorld.Allow(Probe, $$"""{"StringEquals":{"{{PropagationWorld.Prefix}}Actor":"agent-7"} }"""));
        var plain = (await _world.Present(role, _world.Mint(static claims => Claims(claims, "jane@example.com")))).Value!;
        Assert.Null(plain.TrustedIdentityPropagationContext!.TransactionContext);
        Assert.False(await _world.MayProbe(PropagationWorld.Signing(plain.Credentials)));

        var acted = (await _world.Present(role, Acting("""{"sub":"agent-7","act":{"sub":"portal"}}"""))).Value!;
        Assert.Equal([new("Actor", "agent-7"), new("EarlierActor", "portal")],
            acted.TrustedIdentityPropagationContext!.TransactionContext!.IdentityProvider!);
        Assert.True(await _world.MayProbe(PropagationWorld.Signing(acted.Credentials)));

        var many = """{"sub":"a"}""";
        for (var depth = 2; depth <= 6; depth++)
        {
            many = $$"""{"sub":"a","act":{{many}} }""";
        }

        foreach (var wrong in new[] { many, "\"agent-7\"", """{"sub":7}""", """{"sub":"agent-7","act":"portal"}""" })
        {
            Assert.Equal("InvalidIdentityToken", (await _world.Present(role, Acting(wrong))).Error?.Code);
        }

        string Acting(string act) => _world.Mint(claims =>
        {
            Claims(claims, "jane@example.com");
            claims["act"] = JsonNode.Parse(act);
        });
    }

    [Fact]
    public async Task What_does_not_fit_into_the_session_token_is_refused()
    {
        await _world.RegisterOidc(PropagationWorld.Context(
            "email", [.. Enumerable.Range(0, 10).Select(static number => $"claim{number}>{new string('k', 120)}{number}")]));
        var role = await _world.OidcRole("worker");
        var token = _world.Mint(static claims =>
        {
            Claims(claims, "jane@example.com");
            for (var number = 0; number < 10; number++)
            {
                claims[$"claim{number}"] = new string((char)('a' + number), 127) + "\u20ac";
            }
        });
        var whole = new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = role,
            RoleSessionName = "ci",
            WebIdentityToken = token,
            Policy = PropagationWorld.Allow("[" + string.Join(',', Enumerable.Range(0, 120).Select(static number => $"\"s{number * 7919}:Get\"")) + "]"),
        };
        Assert.Equal(("PackedPolicyTooLarge", 400), (await _world.Server.Api.Call(whole, null)).Error is { } error ? (error.Code, error.Status) : default);
    }

    private static AssumeRoleRequest Assume(string role) => new() { RoleArn = role, RoleSessionName = "next" };

    private static void Claims(JsonObject claims, string email)
    {
        claims["email"] = email;
        claims["department"] = "books";
        claims["shift"] = 3;
    }
}
