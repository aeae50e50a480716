using System.Text.Json.Nodes;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Saml;

namespace Daypass.Server.Tests.Sts;

/// <summary>
/// What AssumeRoleWithWebIdentity and AssumeRoleWithSAML refuse, through HTTP; what is verified in a token or an assertion has its own tests in
/// Daypass.Federation.Tests.
/// </summary>
public sealed class FederatedCallTests(FederatedCallTests.Providers providers) : IClassFixture<FederatedCallTests.Providers>
{
    private const string Audience = "sts.amazonaws.com";
    private const string Attribute = SamlDraft.Aws;

    private World World => providers.World;

    [Theory, Trait("Conformance", "each row of 7.3")]
    [InlineData("no token", "InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)")]
    [InlineData("issuer", "InvalidIdentityToken", "No OpenIDConnect provider found in your account for https://elsewhere.example.com")]
    [InlineData("key", "InvalidIdentityToken",
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements")]
    [InlineData("audience", "InvalidIdentityToken",
        "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for requirements.")]
    [InlineData("subject", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("role", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("duration", "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")]
    public async Task A_web_identity_that_is_refused(string what, string code, string message)
    {
        var (_, arn) = await providers.WebRole();
        var request = new AssumeRoleWithWebIdentityRequest { RoleArn = arn, RoleSessionName = "ci", WebIdentityToken = Mint() };
        Assert.Null((await World.Server.Api.Call(request, null)).Error);
        request = what switch
        {
            "no token" => request with { WebIdentityToken = "no token" },
            "issuer" => request with { WebIdentityToken = Mint(static claims => claims["iss"] = "https://elsewhere.example.com") },
            "key" => request with { WebIdentityToken = providers.Issuer.Mint(World.Clock.GetUtcNow(), key: SigningKey.Create()) },
            "audience" => request with { WebIdentityToken = Mint(static claims => claims["aud"] = "another") },
            "subject" => request with { WebIdentityToken = Mint(static claims => claims["sub"] = "subject-2") },
            "role" => request with { RoleArn = arn + "x" },
            _ => request with { DurationSeconds = 3601 },
        };
        Is((await World.Server.Api.Call(request, null)).Error, code, message);
    }

    [Theory]
    [InlineData("arn:aws:iam::ACCOUNT:oidc-provider/idp.example.org")]
    [InlineData("arn:aws:iam::ACCOUNT:user/admin")]
    [InlineData("arn:aws:iam::ACCOUNT:policy/role")]
    [InlineData("arn:aws:sts::ACCOUNT:assumed-role/deploy/me")]
    [InlineData("arn:aws:acm:us-east-1:ACCOUNT:certificate/0a1b")]
    [InlineData("arn:aws:iam:us-east-1:ACCOUNT:role/deploy")]
    [InlineData("arn:aws:iam:::role/deploy")]
    [InlineData("arn:aws:iam::aws:role/deploy")]
    [InlineData("arn:aws:iam::ACCOUNT:role/")]
    [InlineData("arn:aws:iam::ACCOUNT:role:deploy")]
    [InlineData("arn:aws:iam::ACCOUNT:roles/deploy")]
    public async Task An_ARN_of_something_else_than_a_role_is_said_before_the_token_is_looked_at(string arn)
    {
        arn = arn.Replace("ACCOUNT", World.Account, StringComparison.Ordinal);
        var web = new AssumeRoleWithWebIdentityRequest { RoleArn = arn, RoleSessionName = "ci", WebIdentityToken = "no token" };
        Is((await World.Server.Api.Call(web, null)).Error, "ValidationError", "Request ARN is invalid");
        var saml = new AssumeRoleWithSamlRequest { RoleArn = arn, PrincipalArn = $"arn:aws:iam::{World.Account}:saml-provider/p", SamlAssertion = "none" };
        Is((await World.Server.Api.Call(saml, null)).Error, "ValidationError", "Request ARN is invalid");

        // The two of SAML in the wrong order.
        saml = saml with { RoleArn = saml.PrincipalArn, PrincipalArn = $"arn:aws:iam::{World.Account}:role/deploy" };
        Is((await World.Server.Api.Call(saml, null)).Error, "ValidationError", "Request ARN is invalid");
    }

    [Fact, Trait("Conformance", "each row of 7.3")]
    public async Task A_provider_that_cannot_be_reached_is_the_one_error_that_is_retried()
    {
        await using var down = new TestIssuer(providers.Authority);
        await providers.Register(down);
        down.Fault = IssuerFault.ServerError;
        var arn = (await World.NewRole(
            Providers.Trust(providers.Oidc(down), "sts:AssumeRoleWithWebIdentity", down.Url["https://".Length..] + ":sub", "subject-1"))).Arn;
        var refusal = (await World.Server.Api.Call(
            new AssumeRoleWithWebIdentityRequest { RoleArn = arn, RoleSessionName = "ci", WebIdentityToken = down.Mint(World.Clock.GetUtcNow()) }, null)).Error;
        Assert.Equal(("IDPCommunicationError", 400), (refusal?.Code, refusal?.Status));
    }

    [Fact, Trait("Conformance", "exp text with numbers")]
    public async Task An_expired_token_says_when_it_was_and_when_it_is()
    {
        var (_, arn) = await providers.WebRole();
        var now = World.Clock.GetUtcNow().ToUnixTimeSeconds();
        var refusal = (await World.Server.Api.Call(
            new AssumeRoleWithWebIdentityRequest { RoleArn = arn, RoleSessionName = "ci", WebIdentityToken = Mint(claims => claims["exp"] = now - 7200) },
            null)).Error;
        Assert.Equal(("ExpiredTokenException", 400), (refusal?.Code, refusal?.Status));
        Assert.Matches($"^Token expired: current date/time [0-9]+ must be before the expiration date/time {now - 7200}$", refusal!.Message);
    }

    [Theory, Trait("Conformance", "roles claim string/array/mismatch/absent + key")]
    [InlineData("string", "true", null)]
    [InlineData("array", "true", null)]
    [InlineData("mismatch", "true", "The target role ARN is not present in the roles claim of the identity token")]
    [InlineData("absent", "false", null)]
    [InlineData("absent", "true", "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("string", "false", "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    public async Task The_roles_claim_pins_a_token_and_is_a_key(string claim, string authorized, string? message)
    {
        var key = providers.Issuer.Url["https://".Length..] + ":sub";
        var (_, arn) = await World.NewRole(
            $$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{{{providers.Oidc(providers.Issuer)}}}}"}"""
                + $$$$""","Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"{{{{key}}}}":"subject-1"},"Bool":"""
                + $$$$"""{"sts:RoleAuthorizedByIdp":"{{{{authorized}}}}"}}}]}""");
        var token = Mint(claims =>
        {
            if (claim != "absent")
            {
                claims["https://aws.amazon.com/roles"] = claim switch
                {
                    "string" => arn,
                    "array" => new JsonArray("arn:aws:iam::123456789012:role/other", arn),
                    _ => (JsonNode)"arn:aws:iam::123456789012:role/other",
                };
            }
        });
        var refusal = (await World.Server.Api.Call(
            new AssumeRoleWithWebIdentityRequest { RoleArn = arn, RoleSessionName = "ci", WebIdentityToken = token }, null)).Error;
        Assert.Equal(message, refusal?.Message);
    }

    [Theory, Trait("Conformance", "each row of 7.2")]
    [InlineData("base64", "InvalidIdentityToken",
        "Invalid base64 SAMLResponse (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException;")]
    [InlineData("provider", "InvalidIdentityToken",
        "Specified provider doesn't exist (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlManifestNotFoundException;")]
    [InlineData("foreign provider", "InvalidIdentityToken",
        "Specified provider doesn't exist (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlManifestNotFoundException;")]
    [InlineData("issuer", "InvalidIdentityToken", "Issuer not present in specified provider (Service: AWSOpenIdDiscoveryService;")]
    [InlineData("signature", "InvalidIdentityToken", "Response signature invalid")]
    [InlineData("audience", "InvalidIdentityToken", "Response does not contain the required audience.")]
    [InlineData("recipient", "InvalidIdentityToken", "Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter")]
    [InlineData("no recipient", "InvalidIdentityToken",
        "Invalid base64 SAMLResponse (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException;")]
    [InlineData("no confirmation end", "InvalidIdentityToken",
        "Invalid base64 SAMLResponse (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException;")]
    [InlineData("ended", "ExpiredTokenException", "Response has expired")]
    [InlineData("pair", "InvalidIdentityToken", "SAML Assertion doesn't contain the requested Role and Metadata in the attributes")]
    [InlineData("no name", "InvalidIdentityToken", "RoleSessionName is required in AuthnResponse")]
    [InlineData("name", "InvalidIdentityToken", "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}")]
    [InlineData("source", "InvalidIdentityToken", "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"")]
    [InlineData("late", "ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance")]
    [InlineData("duration", "ValidationError", "Requested DurationSeconds exceeds MaxSessionDuration set for this role.")]
    [InlineData("subject", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML")]
    [InlineData("role", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML")]
    public async Task An_assertion_that_is_refused(string what, string code, string message)
    {
        var (_, arn) = await providers.SamlRole();
        var draft = Draft(arn);
        var request = new AssumeRoleWithSamlRequest { RoleArn = arn, PrincipalArn = providers.Saml, SamlAssertion = providers.Idp.Mint(draft) };
        Assert.Null((await World.Server.Api.Call(request, null)).Error);
        request = what switch
        {
            "base64" => request with { SamlAssertion = "####" },
            "provider" => request with { PrincipalArn = providers.Saml + "x" },
            "foreign provider" => request with { PrincipalArn = providers.Saml.Replace(World.Account, "123456789012", StringComparison.Ordinal) },
            "issuer" => Asserting(request, draft with { Issuer = "https://other.example.com/saml" }),
            "signature" =>
                request with { SamlAssertion = TestSamlIdp.Encode(providers.Idp.Issue(draft).OuterXml.Replace("jane</", "john</", StringComparison.Ordinal)) },
            "audience" => Asserting(
                request, draft with { Conditions = "<saml:AudienceRestriction><saml:Audience>urn:another</saml:Audience></saml:AudienceRestriction>" }),
            "recipient" => Asserting(request, draft with { Recipient = "https://elsewhere.example.com/saml" }),
            "no recipient" => Asserting(request, draft with { Recipient = null }),
            "no confirmation end" => Asserting(request, draft with { ConfirmedFor = null }),
            "ended" => Asserting(request, draft with { ConfirmedFor = TimeSpan.FromSeconds(-1) }),
            "pair" => Asserting(request, draft.Replacing(Attribute + "Role", $"{arn}x,{providers.Saml}")),
            "no name" => Asserting(request, draft.Replacing(Attribute + "RoleSessionName")),
            "name" => Asserting(request, draft.Replacing(Attribute + "RoleSessionName", "a name")),
            "source" => Asserting(request, draft.With((Attribute + "SourceIdentity", ["aws:alice"]))),
            "late" => Asserting(request, draft with { Issued = TimeSpan.FromMinutes(-6) }),
            "duration" => request with { DurationSeconds = 3601 },
            "subject" => Asserting(request, draft with { Subject = "john" }),
            _ => request with { RoleArn = arn + "x", SamlAssertion = providers.Idp.Mint(draft.Replacing(Attribute + "Role", $"{arn}x,{providers.Saml}")) },
        };
        var refusal = (await World.Server.Api.Call(request, null)).Error;
        Assert.Equal((code, code == "AccessDenied" ? 403 : 400), (refusal?.Code, refusal?.Status));
        Assert.StartsWith(message, refusal!.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Conformance", "SAML duration min of three")]
    [InlineData(3000, null, 480, 3000)]
    [InlineData(3000, "1800", 480, 1800)]
    [InlineData(1200, "1800", 480, 1200)]
    [InlineData(null, null, 20, 1200)]
    [InlineData(3000, "1800", 20, 1200)]
    [InlineData(null, null, 480, 3600)]
    public async Task The_least_of_parameter_attribute_and_session_end_is_the_lifetime(int? parameter, string? attribute, int sessionMinutes, int seconds)
    {
        var (_, arn) = await providers.SamlRole();
        var draft = Draft(arn) with { SessionUntil = TimeSpan.FromMinutes(sessionMinutes) };
        draft = attribute is null ? draft : draft.With((Attribute + "SessionDuration", [attribute]));
        var answer = await World.Server.Api.Get(
            new AssumeRoleWithSamlRequest { RoleArn = arn, PrincipalArn = providers.Saml, SamlAssertion = providers.Idp.Mint(draft),
            DurationSeconds = parameter }, null);
        Assert.Equal(World.Clock.GetUtcNow().AddSeconds(seconds), answer.Credentials!.Expiration);
    }

    private static void Is(AwsError? refusal, string code, string message) =>
        Assert.Equal((code, code == "AccessDenied" ? 403 : 400, message), (refusal?.Code, refusal?.Status, refusal?.Message));

    private string Mint(Action<JsonObject>? claims = null) => providers.Issuer.Mint(World.Clock.GetUtcNow(), claims);

    private AssumeRoleWithSamlRequest Asserting(AssumeRoleWithSamlRequest request, SamlDraft draft) =>
        request with { SamlAssertion = providers.Idp.Mint(draft) };

    private SamlDraft Draft(string role) => new SamlDraft { Now = World.Clock.GetUtcNow() }.Replacing(Attribute + "Role", $"{role},{providers.Saml}");

    /// <summary>A server that knows one OpenID issuer and one SAML provider.</summary>
    public sealed class Providers : IAsyncLifetime
    {
        public World World { get; } = new() { Adjust = static options => options with { Federation = new FederationOptions { AllowLoopbackIssuers = true } } };

        public TestAuthority Authority { get; } = new();

        public TestIssuer Issuer { get; private set; } = null!;

        public TestSamlIdp Idp { get; } = new();

        public string Saml { get; private set; } = "";

        public string Oidc(TestIssuer issuer) => $"arn:aws:iam::{World.Account}:oidc-provider/{issuer.Url["https://".Length..]}";

        public async Task InitializeAsync()
        {
            await World.InitializeAsync();
            Issuer = new TestIssuer(Authority);
            await Register(Issuer);
            Saml = (await World.Server.Api.Get(new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = Idp.Metadata }, World.Admin))
                .SamlProviderArn!;
        }

        public async Task DisposeAsync()
        {
            await World.DisposeAsync();
            await Issuer.DisposeAsync();
            Authority.Dispose();
        }

        public Task Register(TestIssuer issuer) =>
            World.Server.Api.Get(
                new CreateOpenIdConnectProviderRequest { Url = issuer.Url, ClientIdList = [Audience], ThumbprintList = [issuer.Thumbprint] }, World.Admin);

        public Task<(Core.Entities.Role Role, string Arn)> WebRole() =>
            World.NewRole(Trust(Oidc(Issuer), "sts:AssumeRoleWithWebIdentity", Issuer.Url["https://".Length..] + ":sub", "subject-1"));

        public Task<(Core.Entities.Role Role, string Arn)> SamlRole() => World.NewRole(Trust(Saml, "sts:AssumeRoleWithSAML", "saml:sub", "jane"));

        public static string Trust(string provider, string action, string key, string value) =>
            $$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{{{provider}}}}"}"""
                + $$$$""","Action":"{{{{action}}}}","Condition":{"StringEquals":{"{{{{key}}}}":"{{{{value}}}}"}}}]}""";
    }
}
