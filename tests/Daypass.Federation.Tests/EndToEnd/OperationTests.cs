using System.Text;
using System.Text.Json.Nodes;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;

namespace Daypass.Federation.Tests.EndToEnd;

/// <summary>The operations through the front door of a running server.</summary>
[Trait("Road", "front door")]
public sealed class OperationTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly TestAuthority _authority = new();
    private readonly TestSamlIdp _idp = new();
    private TestIssuer _issuer = null!;
    private RunningServer _server = null!;

    private string Role => $"arn:aws:iam::{_server.Account}:role/deployer";

    private string OidcArn => $"arn:aws:iam::{_server.Account}:oidc-provider/{_issuer.Url["https://".Length..]}";

    private string SamlArn => $"arn:aws:iam::{_server.Account}:saml-provider/people";

    public async Task InitializeAsync()
    {
        _issuer = new TestIssuer(_authority);
        _server = await RunningServer.Start(_clock, static options => options with { Federation = new FederationOptions { AllowLoopbackIssuers = true } });
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _issuer.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task A_web_identity_becomes_a_role_through_the_provider_its_trust_policy_names()
    {
        await RegisterIssuer();
        await NewRole(OidcArn, "[\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\"]", $$"""{"StringEquals":{"{{_issuer.Url["https://".Length..]}}:sub":"subject-1"} }""");

        var answer = (await Present(_issuer.Mint(_clock.GetUtcNow(), Tagged))).Value!;

        Assert.Equal(($"arn:aws:sts::{_server.Account}:assumed-role/deployer/ci", "subject-1", "sts.amazonaws.com", OidcArn), (answer.AssumedRoleUser!.Arn, answer.SubjectFromWebIdentityToken, answer.Audience, answer.Provider));
        Assert.NotNull(answer.PackedPolicySize);
        var refused = await Present(_issuer.Mint(_clock.GetUtcNow(), static claims => claims["sub"] = "other"));
        Assert.Equal(("AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity"), (refused.Error!.Code, refused.Error.Status, refused.Error.Message));
        var unknown = await Present(_issuer.Mint(_clock.GetUtcNow()), Role + "x");
        Assert.Equal(refused.Error.Message, unknown.Error!.Message);
    }

    [Fact, Trait("Attack", "J-TAGS")]
    public async Task Tags_without_the_right_to_tag_are_refused_under_the_name_of_the_operation()
    {
        await RegisterIssuer();
        await NewRole(OidcArn, "\"sts:AssumeRoleWithWebIdentity\"", $$"""{"StringEquals":{"{{_issuer.Url["https://".Length..]}}:aud":"sts.amazonaws.com"} }""");

        Assert.Equal("Not authorized to perform sts:AssumeRoleWithWebIdentity", (await Present(_issuer.Mint(_clock.GetUtcNow(), Tagged))).Error!.Message);
        Assert.True((await Present(_issuer.Mint(_clock.GetUtcNow()))).Succeeded);
    }

    [Fact]
    public async Task A_SAML_response_becomes_a_role_and_one_for_a_single_use_works_once()
    {
        await _server.Api.Get(new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = _idp.Metadata }, _server.Admin);
        await NewRole(SamlArn, "\"sts:AssumeRoleWithSAML\"", """{"StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml"}}""");
        var draft = new SamlDraft { Now = _clock.GetUtcNow(), SessionUntil = TimeSpan.FromMinutes(10), Conditions = "<saml:OneTimeUse/>" }.Replacing(SamlDraft.Aws + "Role", $"{Role},{SamlArn}");
        var request = new AssumeRoleWithSamlRequest { RoleArn = Role, PrincipalArn = SamlArn, SamlAssertion = _idp.Mint(draft) };

        var answer = (await _server.Api.Call(request, null)).Value!;

        Assert.Equal(("jane", "persistent", draft.Issuer), (answer.Subject, answer.SubjectType, answer.Issuer));
        Assert.Equal(_clock.GetUtcNow().AddMinutes(10), answer.Credentials!.Expiration);
        Assert.Equal("InvalidIdentityToken", (await _server.Api.Call(request, null)).Error!.Code);
        Assert.StartsWith("Specified provider doesn't exist (Service: ", (await _server.Api.Call(request with { PrincipalArn = SamlArn + "x" }, null)).Error!.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "S-REPLAY")]
    public async Task A_response_may_be_redeemed_again_until_its_end_unless_it_or_its_provider_says_once()
    {
        await _server.Api.Get(new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = _idp.Metadata }, _server.Admin);
        await NewRole(SamlArn, "\"sts:AssumeRoleWithSAML\"", """{"StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml"}}""");
        var draft = new SamlDraft { Now = _clock.GetUtcNow() }.Replacing(SamlDraft.Aws + "Role", $"{Role},{SamlArn}");
        var request = new AssumeRoleWithSamlRequest { RoleArn = Role, PrincipalArn = SamlArn, SamlAssertion = _idp.Mint(draft) };
        var once = request with { SamlAssertion = _idp.Mint(draft with { AssertionId = "_once", Conditions = "<saml:OneTimeUse/>" }) };

        Assert.True((await _server.Api.Call(request, null)).Succeeded);
        Assert.True((await _server.Api.Call(request, null)).Succeeded);
        var redeemed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _server.Api.Call(once, null)));
        Assert.Single(redeemed, static answer => answer.Succeeded);
        Assert.All(redeemed.Where(static answer => !answer.Succeeded), static answer => Assert.Equal(("InvalidIdentityToken", 400), (answer.Error!.Code, answer.Error.Status)));

        await _server.Api.Get(new TagSamlProviderRequest { SamlProviderArn = SamlArn, Tags = [new Tag { Key = "daypass:saml", Value = "replay=never" }] }, _server.Admin);
        Assert.True((await _server.Api.Call(request, null)).Succeeded);
        Assert.Equal("InvalidIdentityToken", (await _server.Api.Call(request, null)).Error!.Code);
        await _server.Api.Get(new TagSamlProviderRequest { SamlProviderArn = SamlArn, Tags = [new Tag { Key = "daypass:saml", Value = "replay=allowed" }] }, _server.Admin);
        Assert.True((await _server.Api.Call(request, null)).Succeeded);

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(("ExpiredTokenException", "Response has expired"), await Says(request));
    }

    [Fact, Trait("Attack", "S-SIZE")]
    public async Task A_hundred_thousand_characters_of_garbage_cost_less_than_five_milliseconds_of_the_processor_from_the_form_to_the_record()
    {
        await _server.Api.Get(new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = _idp.Metadata }, _server.Admin);
        var request = new IncomingRequest
        {
            Signed = new SignedRequest("POST", "/", Array.Empty<HeaderField>()),
            Body = Encoding.ASCII.GetBytes($"Action=AssumeRoleWithSAML&Version=2011-06-15&RoleArn={Role}&PrincipalArn={SamlArn}&SAMLAssertion={string.Concat(Enumerable.Repeat("PHNhbWxwOlJlc3BvbnNl", 5000))}"),
            ContentType = "application/x-www-form-urlencoded",
            Source = RequestSource.Unknown,
        };
        var fastest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var answer = new Answer();
            var (thread, before) = (Environment.CurrentManagedThreadId, ThreadTime.Now);
            await _server.Host.Service.Pipeline.Answer(request, answer, default);
            var taken = ThreadTime.Now - before;
            Assert.Equal("InvalidIdentityToken", answer.Error!.Code);

            // The first one reads the provider from the database and may go on elsewhere; its time says nothing.
            fastest = thread == Environment.CurrentManagedThreadId && taken < fastest ? taken : fastest;
        }

        Assert.True(fastest < TimeSpan.FromMilliseconds(5), $"{fastest.TotalMilliseconds} ms");
    }

    private async Task<(string Code, string Message)> Says(AssumeRoleWithSamlRequest request) =>
        (await _server.Api.Call(request, null)).Error is { } error ? (error.Code, error.Message!) : ("none", "");

    private static void Tagged(JsonObject claims) =>
        claims["https://aws.amazon.com/tags"] = JsonNode.Parse("""{"principal_tags":{"Team":["eng"]},"transitive_tag_keys":["Team"]}""");

    private Task RegisterIssuer() => _server.Api.Get(
        new CreateOpenIdConnectProviderRequest { Url = _issuer.Url, ClientIdList = ["sts.amazonaws.com"], ThumbprintList = [_issuer.Thumbprint] }, _server.Admin);

    private Task NewRole(string provider, string actions, string condition) => _server.Api.Get(
        new CreateRoleRequest
        {
            RoleName = "deployer",
            AssumeRolePolicyDocument = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"{{provider}}"},"Action":{{actions}},"Condition":{{condition}} } }""",
        },
        _server.Admin);

    private Task<Result<AssumeRoleWithWebIdentityResponse>> Present(string token, string? role = null) =>
        _server.Api.Call(new AssumeRoleWithWebIdentityRequest { RoleArn = role ?? Role, RoleSessionName = "ci", WebIdentityToken = token }, null);
}
