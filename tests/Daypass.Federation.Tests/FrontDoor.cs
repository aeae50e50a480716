using System.Text.RegularExpressions;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;

namespace Daypass.Federation.Tests;

/// <summary>
/// A running server that knows the same providers and role as a verifier's world: what the verifier refuses must leave the server over HTTP as the very
/// same error.
/// </summary>
public sealed partial class FrontDoor : IAsyncLifetime
{
    private const string Account = "123456789012";
    private const int LongestBody = 256 * 1024;

    private readonly Dictionary<string, string> _registered = new(StringComparer.Ordinal);
    private readonly ManualClock _clock;
    private RunningServer? _server;
    private int _renewals;

    public FrontDoor()
        : this(new ManualClock())
    {
    }

    internal FrontDoor(ManualClock clock) => _clock = clock;

    public ManualClock Clock => _clock;

    public RunningServer Server => _server ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(_clock, static options =>
            options with { AccountId = Account, Federation = new FederationOptions { AllowLoopbackIssuers = true } });
        await Server.Api.Get(new CreateRoleRequest { RoleName = "deployer", AssumeRolePolicyDocument = Trust() }, Server.Admin);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>
    /// Registers an issuer, trusted by the thumbprint of its certificate; under a new name of the verifier's provider its keys are fetched anew.
    /// </summary>
    public async Task Register(TestIssuer issuer, string name, IReadOnlyList<string> clientIds)
    {
        if (_registered.TryGetValue(issuer.Url, out var known))
        {
            if (known != name)
            {
                _registered[issuer.Url] = name;
                await Server.Api.Get(
                    new UpdateOpenIdConnectProviderThumbprintRequest { OpenIdConnectProviderArn = ArnOf(issuer.Url),
                        ThumbprintList = [issuer.Thumbprint, $"{++_renewals:x40}"] }, Server.Admin);
            }

            return;
        }

        _registered.Add(issuer.Url, name);
        await Server.Api.Get(new CreateOpenIdConnectProviderRequest { Url = issuer.Url, ClientIdList = clientIds, ThumbprintList = [issuer.Thumbprint] },
            Server.Admin);
        await Server.Api.Get(new UpdateAssumeRolePolicyRequest { RoleName = "deployer", PolicyDocument = Trust() }, Server.Admin);
    }

    /// <summary>Registers a SAML provider with the private key that opens its assertions.</summary>
    public Task Register(TestSamlIdp idp, string privateKey) => Server.Api.Get(
        new CreateSamlProviderRequest { Name = SamlDraft.Provider.Split('/')[^1], SamlMetadataDocument = idp.Metadata, AddPrivateKey = privateKey },
            Server.Admin);

    public Task<Result<AssumeRoleWithWebIdentityResponse>> Present(string token, string role = SamlDraft.Role) =>
        Server.Api.Call(new AssumeRoleWithWebIdentityRequest { RoleArn = role, RoleSessionName = "ci", WebIdentityToken = token }, null);

    public Task<Result<AssumeRoleWithSamlResponse>> Redeem(string response) =>
        Server.Api.Call(new AssumeRoleWithSamlRequest { RoleArn = SamlDraft.Role, PrincipalArn = SamlDraft.Provider, SamlAssertion = response }, null);

    /// <summary>Presents a token that must come back with the verifier's error, or with the one that its length deserves before that.</summary>
    public async Task Refuses(string token, AwsError expected) => Same(expected, token, 20_000, (await Present(token)).Error);

    /// <summary>The same for a response; for tests that are not asynchronous.</summary>
    public void RefusesResponse(string response, AwsError expected) =>
        Same(expected, response, 100_000, Task.Run(() => Redeem(response)).GetAwaiter().GetResult().Error);

    private static void Same(AwsError expected, string sent, int longest, AwsError? actual)
    {
        Assert.True(actual is not null, "the front door let it in");
        Assert.DoesNotContain("DP-", actual.Message, StringComparison.Ordinal);
        if (Uri.EscapeDataString(sent).Length > LongestBody)
        {
            Assert.Equal(413, actual.Status);
        }
        else if (sent.Length < 4 || sent.Length > longest)
        {
            Assert.Equal(("ValidationError", 400), (actual.Code, actual.Status));
        }
        else
        {
            Assert.Equal((expected.Code, expected.Status, Anonymous(expected.Message)), (actual.Code, actual.Status, Anonymous(actual.Message)));
        }
    }

    private static string Anonymous(string? message) => RequestId().Replace(message ?? string.Empty, "Request ID: ");

    [GeneratedRegex("Request ID: [0-9a-f-]{36}")]
    private static partial Regex RequestId();

    private static string ArnOf(string url) => $"arn:aws:iam::{Account}:oidc-provider/{url["https://".Length..]}";

    private string Trust()
    {
        var people = $$"""{"Effect":"Allow","Principal":{"Federated":"{{SamlDraft.Provider}}"},"Action":["sts:AssumeRoleWithSAML","sts:TagSession","sts:"""
            + $$"""SetSourceIdentity"]}""";
        var machines = _registered.Keys.Select(static url =>
            $$"""{"Effect":"Allow","Principal":{"Federated":"{{ArnOf(url)}}"},"Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession","sts:"""
            + $$"""SetSourceIdentity"]}""");
        return $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', [people, .. machines.TakeLast(8)])}}]}""";
    }
}
