using System.Text.Json.Nodes;
using Daypass.Protocol;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Query;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;

namespace Daypass.Federation.Tests.Propagation;

/// <summary>A running server with an OpenID Connect and a SAML provider, whose context providers a test chooses.</summary>
public sealed class PropagationWorld : IAsyncDisposable
{
    public const string Prefix = "aws:TransactionContext/IdentityProvider/";

    private readonly TestAuthority _authority;

    private PropagationWorld(TestAuthority authority, TestIssuer issuer, RunningServer server, ManualClock clock) =>
        (_authority, Issuer, Server, Clock) = (authority, issuer, server, clock);

    public ManualClock Clock { get; }

    public TestIssuer Issuer { get; }

    public TestSamlIdp Idp { get; } = new();

    public RunningServer Server { get; }

    public string Host => Issuer.Url["https://".Length..];

    public string OidcArn => $"arn:aws:iam::{Server.Account}:oidc-provider/{Host}";

    public string SamlArn => $"arn:aws:iam::{Server.Account}:saml-provider/people";

    public static async Task<PropagationWorld> Start(Func<ServerOptions, ServerOptions>? adjust = null)
    {
        var (authority, clock) = (new TestAuthority(), new ManualClock());
        var server = await RunningServer.Start(clock, options =>
        {
            options = options with { Federation = new FederationOptions { AllowLoopbackIssuers = true } };
            return adjust?.Invoke(options) ?? options;
        });
        return new PropagationWorld(authority, new TestIssuer(authority), server, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
        _authority.Dispose();
    }

    /// <summary>A subject from one claim, and further keys, each a source and a target or a source alone.</summary>
    public static ContextProviderShape Context(string subject, params string[] keys) => new()
    {
        SubjectSourceKey = subject,
        SubjectTypeValue = "user",
        KeyDefinitionList =
        [
            .. keys.Select(static key => key.Split('>') is [var source, var target]
                ? new ContextProviderKeyDefinition { SourceKey = source, TargetKey = target }
                : new ContextProviderKeyDefinition { SourceKey = key }),
        ],
    };

    public Task RegisterOidc(ContextProviderShape? context) => Get(new CreateOpenIdConnectProviderRequest
    {
        Url = Issuer.Url,
        ClientIdList = ["sts.amazonaws.com"],
        ThumbprintList = [Issuer.Thumbprint],
        ContextProvider = context,
    });

    public Task RegisterSaml(ContextProviderShape? context, string? key = null) => Get(new CreateSamlProviderRequest
    {
        Name = "people",
        SamlMetadataDocument = Idp.Metadata,
        AddPrivateKey = key,
        ContextProvider = context,
    });

    /// <summary>A role that one principal of a kind is trusted with.</summary>
    public async Task<string> NewRole(string name, string principal, string actions, string condition = "{}", string? policy = null)
    {
        await Get(new CreateRoleRequest
        {
            RoleName = name,
            AssumeRolePolicyDocument = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{{principal}},"Action":{{actions}},"Condition":"""
                + condition + "}}",
        });
        if (policy is not null)
        {
            await Get(new PutRolePolicyRequest { RoleName = name, PolicyName = "own", PolicyDocument = policy });
        }

        return $"arn:aws:iam::{Server.Account}:role/{name}";
    }

    /// <summary>A role of the OpenID Connect provider.</summary>
    public Task<string> OidcRole(string name, string? policy = null, string? condition = null) => NewRole(
        name, $$"""{"Federated":"{{OidcArn}}"}""", "[\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\"]",
        condition ?? $$"""{"StringEquals":{"{{Host}}:aud":"sts.amazonaws.com"} }""", policy);

    /// <summary>A role of the SAML provider.</summary>
    public Task<string> SamlRole(string name, string? policy = null) => NewRole(
        name, $$"""{"Federated":"{{SamlArn}}"}""", "\"sts:AssumeRoleWithSAML\"",
        """{"StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml"} }""", policy);

    /// <summary>A policy that allows an action under a condition.</summary>
    public static string Allow(string actions, string condition = "{}", string resource = "*") =>
        $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":{{actions}},"Resource":"{{resource}}","Condition":""" + condition + "}}";

    public string Mint(Action<JsonObject>? claims = null) => Issuer.Mint(Clock.GetUtcNow(), claims);

    public Task<Result<AssumeRoleWithWebIdentityResponse>> Present(string role, string token) =>
        Server.Api.Call(new AssumeRoleWithWebIdentityRequest { RoleArn = role, RoleSessionName = "ci", WebIdentityToken = token }, null);

    public SamlDraft Draft(string role) => new SamlDraft { Now = Clock.GetUtcNow() }.Replacing(SamlDraft.Aws + "Role", $"{role},{SamlArn}");

    public Task<Result<AssumeRoleWithSamlResponse>> Redeem(string role, string response) =>
        Server.Api.Call(new AssumeRoleWithSamlRequest { RoleArn = role, PrincipalArn = SamlArn, SamlAssertion = response }, null);

    public static SigningCredentials Signing(Credentials? credentials) =>
        new(credentials!.AccessKeyId, Secret.FromText(credentials.SecretAccessKey), credentials.SessionToken);

    /// <summary>Whether these credentials may do what needs a permission and nothing else.</summary>
    public async Task<bool> MayProbe(SigningCredentials credentials)
    {
        var result = await Server.Api.Call(new GetAccessKeyInfoRequest { AccessKeyId = Server.Admin.AccessKeyId }, credentials);
        Assert.True(result.Succeeded || result.Error.Code == "AccessDenied", result.Error?.Message);
        return result.Succeeded;
    }

    public Task<TOutput> Get<TInput, TOutput>(IOperationInput<TInput, TOutput> input)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput> => Server.Api.Get(input, Server.Admin);

    /// <summary>The audit log, after a call whose record is waited for and so stands behind all others.</summary>
    public async Task<string> AuditText()
    {
        await Get(new GetSessionTokenRequest());
        return await File.ReadAllTextAsync(Path.Combine(Server.DataFolder, "audit.jsonl"));
    }
}
