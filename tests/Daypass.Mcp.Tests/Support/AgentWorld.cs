using Daypass.Server.Composition;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;

namespace Daypass.Mcp.Tests.Support;

/// <summary>A running server with identity providers, in the first account of the skill's examples.</summary>
public sealed class AgentWorld : IAsyncLifetime
{
    public const string FirstAccount = "123456789012";

    private readonly TestAuthority _authority = new();
    private RunningServer? _server;

    public RunningServer Server => _server!;

    public TestIssuer Issuer { get; private set; } = null!;

    public TestSamlIdp People { get; } = new();

    public SigningCredentials Admin => Server.Admin;

    public ServiceParts Parts => Server.Host.Service.Parts;

    public string OidcProvider => $"arn:aws:iam::{FirstAccount}:oidc-provider/{Issuer.Url["https://".Length..]}";

    public static string SamlProvider => $"arn:aws:iam::{FirstAccount}:saml-provider/people";

    public async Task InitializeAsync()
    {
        Issuer = new TestIssuer(_authority);
        _server = await RunningServer.Start(
            adjust: static options => options with
            {
                AccountId = FirstAccount, EncodeDenials = true, Federation = new FederationOptions { AllowLoopbackIssuers = true },
            });
        await Server.Api.Get(
            new CreateOpenIdConnectProviderRequest { Url = Issuer.Url, ClientIdList = ["sts.amazonaws.com"], ThumbprintList = [Issuer.Thumbprint] },
            Admin);
        await Server.Api.Get(new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = People.Metadata }, Admin);

        // The provider's keys are fetched once and kept; on a busy machine the first fetch may be late.
        var request = new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = await NewFederatedRole("first-fetch"),
            RoleSessionName = "first",
            WebIdentityToken = Token(),
        };
        var attempts = 0;
        while ((await Server.Api.Call(request, null)).Error?.Code == "IDPCommunicationError" && attempts < 20)
        {
            attempts++;
        }
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
        _authority.Dispose();
    }

    public static string Role(string name) => $"arn:aws:iam::{FirstAccount}:role/{name}";

    /// <summary>A role that the account trusts, with permission for everything of STS and one more action.</summary>
    public async Task<string> NewRole(string name, string condition = "{}", string allow = "sts:*") =>
        await NewRole(
            name,
            $$"""{"AWS":"arn:aws:iam::{{FirstAccount}}:root"}""",
            "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]",
            condition,
            allow);

    /// <summary>A role for people and machines of the identity providers.</summary>
    public async Task<string> NewFederatedRole(string name) => await NewRole(
        name, $$"""{"Federated":["{{OidcProvider}}","{{SamlProvider}}"]}""", "[\"sts:AssumeRoleWithWebIdentity\",\"sts:AssumeRoleWithSAML\"]",
        "{}", "sts:*");

    public string Token() => Issuer.Mint(Server.Clock.GetUtcNow());

    public string Assertion(string role) =>
        People.Mint(new SamlDraft { Now = Server.Clock.GetUtcNow() }.Replacing(SamlDraft.Aws + "Role", $"{role},{SamlProvider}"));

    private async Task<string> NewRole(string name, string principal, string actions, string condition, string allow)
    {
        await Server.Api.Get(new CreateRoleRequest
        {
            RoleName = name,
            AssumeRolePolicyDocument = $$"""{"Version":"2012-10-17","Statement":"""
                + $$"""[{"Effect":"Allow","Principal":{{principal}},"Action":{{actions}},"Condition":{{condition}}}]}""",
        }, Admin);
        await Server.Api.Get(
            new PutRolePolicyRequest
            {
                RoleName = name,
                PolicyName = "own",
                PolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{allow}}","Resource":"*"}]}""",
            },
            Admin);
        return Role(name);
    }
}
