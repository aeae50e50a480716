using System.Text.Json.Nodes;
using Daypass.Core.Federation;
using Daypass.Federation.Oidc;
using Daypass.Federation.Oidc.Fetching;
using Daypass.Federation.Oidc.Keys;
using Daypass.Federation.Oidc.Tokens;
using Daypass.Protocol.Errors;
using Daypass.Testing;
using Daypass.Testing.Oidc;

namespace Daypass.Federation.Tests.Oidc;

/// <summary>An issuer on loopback, an account that registered it, and a verifier between them.</summary>
public sealed class OidcWorld : IAsyncLifetime
{
    public const string RoleArn = "arn:aws:iam::123456789012:role/deployer";

    /// <summary>A healthy issuer's time to answer on a busy machine; what a slow one gets is for the tests that are about it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public OidcWorld()
        : this(static rules => rules, new KeyLifetimes())
    {
    }

    internal OidcWorld(Func<OutboundRules, OutboundRules> rules, KeyLifetimes lifetimes, string path = "", System.Security.Cryptography.X509Certificates.X509Certificate2? certificate = null)
    {
        Issuer = new TestIssuer(Authority, certificate, path);
        Provider = new OidcProvider
        {
            Arn = "arn:aws:iam::123456789012:oidc-provider/" + Issuer.Url["https://".Length..],
            Url = Issuer.Url,
            ClientIds = ["sts.amazonaws.com", "client-b"],
        };
        Verifier = new WebIdentityVerifier(rules(new OutboundRules { AllowLoopback = true, Roots = Authority.Roots, Timeout = Patience }), lifetimes, Clock);
    }

    public TestAuthority Authority { get; } = new();

    public TestIssuer Issuer { get; }

    public ManualClock Clock { get; } = new();

    internal OidcProvider Provider { get; set; }

    public WebIdentityVerifier Verifier { get; }

    /// <summary>A good token, or one made bad.</summary>
    public string Mint(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, SigningKey? key = null) =>
        Issuer.Mint(Clock.GetUtcNow(), claims, header, key);

    /// <summary>The road of a token through the operation: read it, find the provider of its issuer, verify it.</summary>
    public async Task<Result<WebIdentity>> Present(string token, string role = RoleArn)
    {
        var read = UnverifiedToken.Read(token);
        if (!read.Succeeded)
        {
            return read.Error;
        }

        return read.Value.Issuer == Provider.Url
            ? await Verifier.Verify(read.Value, Provider, role, CancellationToken.None)
            : FederationErrors.NoProvider(read.Value.Issuer);
    }

    /// <summary>Presents a token that must be refused, and returns the refusal.</summary>
    public async Task<AwsError> Refused(string token)
    {
        var result = await Present(token);
        Assert.False(result.Succeeded, "the token was accepted");
        Assert.Equal(400, result.Error!.Status);
        Assert.NotNull(result.Error.Reason);
        return result.Error;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Issuer.DisposeAsync();
        Authority.Dispose();
    }
}
