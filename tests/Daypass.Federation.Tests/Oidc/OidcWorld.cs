using System.Text.Json.Nodes;
using Daypass.Core.Identity;
using Daypass.Federation.Oidc;
using Daypass.Federation.Oidc.Fetching;
using Daypass.Federation.Oidc.Keys;
using Daypass.Federation.Oidc.Tokens;
using Daypass.Protocol.Errors;
using Daypass.Testing;
using Daypass.Testing.Oidc;

namespace Daypass.Federation.Tests.Oidc;

/// <summary>An issuer on loopback, an account that registered it, a verifier between them, and a running server that must say the same.</summary>
public sealed class OidcWorld : IAsyncLifetime
{
    public const string RoleArn = "arn:aws:iam::123456789012:role/deployer";

    /// <summary>A healthy issuer's time to answer on a busy machine; what a slow one gets is for the tests that are about it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly FrontDoor? _own;
    private readonly FrontDoor? _door;

    public OidcWorld()
        : this(static rules => rules, new KeyLifetimes()) => _door = _own = new FrontDoor(Clock);

    internal OidcWorld(Func<OutboundRules, OutboundRules> rules, KeyLifetimes lifetimes, FrontDoor? door = null)
    {
        _door = door;
        Clock = door?.Clock ?? new ManualClock();
        Issuer = new TestIssuer(Authority);
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

    public ManualClock Clock { get; }

    internal OidcProvider Provider { get; set; }

    public WebIdentityVerifier Verifier { get; }

    /// <summary>The running server.</summary>
    public FrontDoor Door => _door ?? throw new InvalidOperationException("This world has no server.");

    /// <summary>A good token, or one made bad.</summary>
    public string Mint(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, SigningKey? key = null) =>
        Issuer.Mint(Clock.GetUtcNow(), claims, header, key);

    /// <summary>The road of a token through the operation: read it, find the provider of its issuer, verify it.</summary>
    public Task<Result<WebIdentity>> Present(string token, string role = RoleArn) => Judge(token, Provider, role);

    /// <summary>Presents a token that must be refused by the verifier and over HTTP alike, and returns the refusal.</summary>
    public Task<AwsError> Refused(string token) => Refused(token, Issuer, Provider);

    /// <summary>The same for a token of another issuer, under a provider of its own.</summary>
    internal Task<AwsError> Refused(string token, TestIssuer issuer) => Refused(token, issuer, Provider with { Arn = "arn:" + issuer.Url, Url = issuer.Url });

    /// <summary>Presents a token that the verifier must refuse, without a server around it: for what is measured.</summary>
    public async Task<AwsError> RefusedHere(string token) => Refusal(await Present(token));

    public async Task InitializeAsync()
    {
        if (_own is not null)
        {
            await _own.InitializeAsync();
            await _own.Register(Issuer, Provider.Arn, Provider.ClientIds);
            Assert.True((await _own.Present(Mint())).Succeeded, "a good token is let in");
        }
    }

    public async Task DisposeAsync()
    {
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }

        await Issuer.DisposeAsync();
        Authority.Dispose();
    }

    private static AwsError Refusal(Result<WebIdentity> result)
    {
        Assert.False(result.Succeeded, "the token was accepted");
        Assert.Equal(400, result.Error!.Status);
        Assert.NotNull(result.Error.Reason);
        return result.Error;
    }

    private async Task<AwsError> Refused(string token, TestIssuer issuer, OidcProvider provider)
    {
        var refusal = Refusal(await Judge(token, provider, RoleArn));
        if (_door is not null)
        {
            await _door.Register(issuer, provider.Arn, provider.ClientIds);
            await _door.Refuses(token, refusal);
        }

        return refusal;
    }

    private async Task<Result<WebIdentity>> Judge(string token, OidcProvider provider, string role)
    {
        var read = UnverifiedToken.Read(token);
        if (!read.Succeeded)
        {
            return read.Error;
        }

        return read.Value.Issuer == provider.Url
            ? await Verifier.Verify(read.Value, provider, role, CancellationToken.None)
            : FederationErrors.NoProvider(read.Value.Issuer);
    }
}
