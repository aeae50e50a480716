using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;

namespace Daypass.Federation.Tests.EndToEnd;

/// <summary>
/// What trust policies ask of claims and attributes, through the front door: without the claim nobody is let in, and no more of it stays with the session
/// than may.
/// </summary>
public sealed class ClaimConditionTests : IAsyncLifetime
{
    private const string GitHub = "token.actions.githubusercontent.com";

    private readonly ManualClock _clock = new();
    private readonly TestAuthority _authority = new();
    private readonly TestSamlIdp _idp = new();
    private TestIssuer _issuer = null!;
    private TestIssuer _gitHub = null!;
    private RunningServer _server = null!;

    private string Host => _issuer.Url["https://".Length..];

    public async Task InitializeAsync()
    {
        _issuer = new TestIssuer(_authority);
        _gitHub = new TestIssuer(_authority, _authority.Issue(names: GitHub)) { Url = "https://" + GitHub };
        _server = await RunningServer.Start(_clock, options => options with
        {
            Federation = new FederationOptions { AllowLoopbackIssuers = true, IssuerResolve = [$"{GitHub}:443=127.0.0.1:{_gitHub.Port}"] },
        });
        await _server.Api.Get(new CreateOpenIdConnectProviderRequest { Url = _issuer.Url, ClientIdList = ["sts.amazonaws.com"],
            ThumbprintList = [_issuer.Thumbprint] }, _server.Admin);
        await _server.Api.Get(new CreateOpenIdConnectProviderRequest { Url = _gitHub.Url, ClientIdList = ["sts.amazonaws.com"],
            ThumbprintList = [_gitHub.Thumbprint] }, _server.Admin);
        await _server.Api.Get(new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = _idp.Metadata }, _server.Admin);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _issuer.DisposeAsync();
        await _gitHub.DisposeAsync();
        _authority.Dispose();
    }

    /// <summary>Every kind of comparison that must fail without its key, a policy's value, and a claim that satisfies it.</summary>
    public static TheoryData<string, string, string> Kinds => new()
    {
        { "StringEquals", "\"a\"", "\"a\"" },
        { "StringEqualsIgnoreCase", "\"A\"", "\"a\"" },
        { "StringLike", "\"*\"", "\"a\"" },
        { "ForAnyValue:StringEquals", "[\"a\",\"b\"]", "[\"b\",\"c\"]" },
        { "ForAnyValue:StringLike", "\"*\"", "[\"b\"]" },
        { "NumericEquals", "\"3\"", "3" },
        { "NumericLessThan", "\"4\"", "3" },
        { "NumericLessThanEquals", "\"3\"", "3" },
        { "NumericGreaterThan", "\"2\"", "3" },
        { "NumericGreaterThanEquals", "\"3\"", "3" },
        { "DateEquals", "\"2026-07-01T00:00:00Z\"", "\"2026-07-01T00:00:00Z\"" },
        { "DateLessThan", "\"2027-01-01T00:00:00Z\"", "\"2026-07-01T00:00:00Z\"" },
        { "DateGreaterThan", "\"2020-01-01T00:00:00Z\"", "\"2026-07-01T00:00:00Z\"" },
        { "Bool", "\"true\"", "true" },
        { "BinaryEquals", "\"QUJD\"", "\"QUJD\"" },
        { "IpAddress", "\"192.0.2.0/24\"", "\"192.0.2.7\"" },
        { "ArnEquals", "\"arn:aws:iam::123456789012:role/*\"", "\"arn:aws:iam::123456789012:role/x\"" },
        { "ArnLike", "\"arn:aws:iam::123456789012:role/*\"", "\"arn:aws:iam::123456789012:role/x\"" },
        { "Null", "\"false\"", "\"a\"" },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Without_the_claim_a_condition_of_any_kind_lets_nobody_in(string comparison, string value, string claim)
    {
        var role = await NewRole("asks", $"oidc-provider/{Host}", "sts:AssumeRoleWithWebIdentity", $$"""{"{{comparison}}":{"{{Host}}:x":{{value}} } }""");

        Assert.Null(await Present(_issuer, role, claims => claims["x"] = JsonNode.Parse(claim)));
        foreach (var without in new Action<JsonObject>[] { static _ => { }, static claims => claims["x"] = null, static claims =>
            claims["x"] = new JsonObject(), static claims => (claims["y"], claims["xx"]) = ("a", "a") })
        {
            Assert.Equal("AccessDenied", await Present(_issuer, role, without));
        }
    }

    [Theory]
    [InlineData("aud", "sts.amazonaws.com")]
    [InlineData("sub", "subject-1")]
    public async Task Claims_that_every_token_has_are_compared_and_not_only_looked_for(string claim, string value)
    {
        var role = await NewRole("asks", $"oidc-provider/{Host}", "sts:AssumeRoleWithWebIdentity",
            $$"""{"StringEquals":{"{{Host}}:{{claim}}":"{{value}}"} }""");
        var other = await NewRole("asks-other", $"oidc-provider/{Host}", "sts:AssumeRoleWithWebIdentity",
            $$"""{"StringEquals":{"{{Host}}:{{claim}}":"{{value}}x"} }""");

        Assert.Null(await Present(_issuer, role, static _ => { }));
        Assert.Equal("AccessDenied", await Present(_issuer, other, static _ => { }));
    }

    [Fact]
    public async Task A_claim_cannot_stand_in_for_a_key_of_an_issuer_at_another_port()
    {
        // "HOST:8443:sub" is the subject of https://HOST:8443; a claim "8443:sub" of https://HOST must not become it.
        var role = await NewRole("asks", $"oidc-provider/{GitHub}", "sts:AssumeRoleWithWebIdentity",
            $$"""{"StringEquals":{"{{GitHub}}:sub":"repo:octo-org/app","{{GitHub}}:8443:sub":"admin"} }""");
        Assert.Equal("AccessDenied", await Present(_gitHub, role, static claims => (claims["sub"], claims["8443:sub"]) = ("repo:octo-org/app", "admin")));

        using var claims = System.Text.Json.JsonDocument.Parse("""{"8443:sub":"admin","cognito:groups":["a"],"x":"y"}""");
        var keys = Federation.Oidc.Claims.ConditionKeys.Create(
            claims.RootElement, "https://idp.example.com", "s", new Federation.Oidc.Claims.AudienceClaims("a", ["a"]));
        Assert.Equal(["idp.example.com:aud", "idp.example.com:cognito:groups", "idp.example.com:oaud", "idp.example.com:sub", "idp.example.com:x"],
            keys.Trust.Select(static key => key.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("urn:oid:1.3.6.1.4.1.5923.1.1.1.3", "saml:edupersonorgdn", "StringEquals", "ExampleOrg")]
    [InlineData("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "saml:eduPersonAffiliation", "ForAnyValue:StringEquals", "staff")]
    [InlineData("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "saml:mail", "StringLike", "*@example.com")]
    public async Task Without_the_attribute_a_condition_on_it_lets_nobody_in(string attribute, string key, string comparison, string value)
    {
        var provider = $"arn:aws:iam::{_server.Account}:saml-provider/people";
        var role = await NewRole("asks", "saml-provider/people", "sts:AssumeRoleWithSAML", $$"""{"{{comparison}}":{"{{key}}":"{{value}}"} }""");
        var draft = new SamlDraft { Now = _clock.GetUtcNow() }.Replacing(SamlDraft.Aws + "Role", $"{role},{provider}");
        async Task<string?> Redeem(SamlDraft drafted) =>
            (await _server.Api.Call(new AssumeRoleWithSamlRequest { RoleArn = role, PrincipalArn = provider, SamlAssertion = _idp.Mint(drafted) }, null))
                .Error?.Code;

        Assert.Null(await Redeem(draft.With((attribute, [value.Replace("*", "jane", StringComparison.Ordinal)]))));
        Assert.Equal("AccessDenied", await Redeem(draft));
        Assert.Equal("AccessDenied", await Redeem(draft.With((attribute, ["other"]))));
        Assert.Equal("AccessDenied", await Redeem(draft.With((attribute + "x", [value]))));
    }

    [Fact]
    public async Task What_GitHub_says_of_a_workflow_is_asked_at_the_door_and_does_not_go_inside()
    {
        const string Subject = "repo:octo-org/app:ref:refs/heads/main";
        var asked = $$"""{"StringEquals":{"{{GitHub}}:sub":"{{Subject}}","{{GitHub}}:repository_id":"74","{{GitHub}}:"""
            + $$"""environment":"production","{{GitHub}}:job_workflow_ref":"octo-org/app/.github/workflows/x.yml@refs/heads/main"} }""";
        var role = await NewRole("deployer", $"oidc-provider/{GitHub}", "sts:AssumeRoleWithWebIdentity", asked);
        void Workflow(JsonObject claims) => (claims["sub"], claims["repository_id"], claims["environment"], claims["job_workflow_ref"], claims["run_id"]) =
            (Subject, "74", "production", "octo-org/app/.github/workflows/x.yml@refs/heads/main", "9");

        foreach (var claim in new[] { "repository_id", "environment", "job_workflow_ref" })
        {
            Assert.Equal("AccessDenied", await Present(_gitHub, role, claims =>
            {
                Workflow(claims);
                claims.Remove(claim);
            }));
        }

        var made = (await _server.Api.Call(Request(_gitHub, role, Workflow), null)).Value!.Credentials!;
        var session = new SigningCredentials(made.AccessKeyId, Protocol.Secret.FromText(made.SecretAccessKey), made.SessionToken);
        await _server.Api.Get(
            new PutRolePolicyRequest { RoleName = "deployer", PolicyName = "may",
                PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"} }""" }, _server.Admin);
        foreach (var (key, value, stays) in new[] { ("sub", Subject, true), ("aud", "sts.amazonaws.com", true), ("repository_id", "74", false),
            ("environment", "production", false), ("run_id", "9", false) })
        {
            var next = await NewRole("next-" + key.Replace('_', '-'), null, "sts:AssumeRole", $$"""{"StringEquals":{"{{GitHub}}:{{key}}":"{{value}}"} }""");
            var answer = await _server.Api.Call(new AssumeRoleRequest { RoleArn = next, RoleSessionName = "next" }, session);
            Assert.Equal((key, stays ? null : "AccessDenied"), (key, answer.Error?.Code));
        }
    }

    [Theory]
    [InlineData("sub")]
    [InlineData("amr")]
    [InlineData("id")]
    public async Task A_claim_too_long_for_a_session_token_is_refused_and_not_a_failure(string claim)
    {
        var role = await NewRole("asks", $"oidc-provider/{Host}", "sts:AssumeRoleWithWebIdentity",
            $$"""{"StringEquals":{"{{Host}}:aud":"sts.amazonaws.com"} }""");

        // Hexadecimal digits drawn at random do not pack to less than half.
        var value = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6000));
        var answer = await _server.Api.Call(Request(_issuer, role, claims => claims[claim] = value), null);

        Assert.Equal(("PackedPolicyTooLarge", 400), (answer.Error!.Code, answer.Error.Status));
    }

    private AssumeRoleWithWebIdentityRequest Request(TestIssuer issuer, string role, Action<JsonObject> claims) =>
        new() { RoleArn = role, RoleSessionName = "ci", WebIdentityToken = issuer.Mint(_clock.GetUtcNow(), claims) };

    private async Task<string?> Present(TestIssuer issuer, string role, Action<JsonObject> claims) =>
        (await _server.Api.Call(Request(issuer, role, claims), null)).Error?.Code;

    private async Task<string> NewRole(string name, string? provider, string action, string condition)
    {
        var principal = provider is null ? $$"""{"AWS":"arn:aws:iam::{{_server.Account}}:root"}"""
            : $$"""{"Federated":"arn:aws:iam::{{_server.Account}}:{{provider}}"}""";
        var document = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{{principal}}, """
            + $$""" "Action":"{{action}}","Condition":{{condition}} } }""";
        return (await _server.Api.Get(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = document }, _server.Admin)).Role.Arn!;
    }
}
