using System.Net;
using Daypass.Federation.Oidc.Fetching;
using Daypass.Federation.Oidc.Keys;
using Daypass.Federation.Oidc.Providers;
using Daypass.Federation.Tests.Oidc;
using Daypass.Testing;
using Daypass.Testing.Oidc;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Where fetching keys must not go, and how long it must not take.</summary>
public sealed class OutboundAttackTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    [Theory, Trait("Attack", "N-SSRF")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("::a9fe:a9fe")]
    [InlineData("64:ff9b:1::a9fe:a9fe")]
    [InlineData("64:ff9b:1:a9fe:a9:fe00::")]
    [InlineData("2001:0:a9fe:a9fe::1")]
    [InlineData("::ffff:0:a9fe:a9fe")]
    [InlineData("fe80::5efe:a9fe:a9fe")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    public void Link_local_and_metadata_addresses_are_out_of_reach_under_every_rule(string address) =>
        Assert.False(AddressFilter.Allows(new OutboundRules { AllowLoopback = true, AllowPrivate = true }, IPAddress.Parse(address)));

    [Theory, Trait("Attack", "N-SSRF")]
    [InlineData("127.0.0.1", true, false)]
    [InlineData("127.8.8.8", true, false)]
    [InlineData("::1", true, false)]
    [InlineData("::ffff:127.0.0.1", true, false)]
    [InlineData("64:ff9b::7f00:1", true, false)]
    [InlineData("10.1.2.3", false, true)]
    [InlineData("172.31.255.255", false, true)]
    [InlineData("192.168.0.1", false, true)]
    [InlineData("100.64.0.1", false, true)]
    [InlineData("fd12:3456::1", false, true)]
    [InlineData("::ffff:10.0.0.1", false, true)]
    public void Loopback_and_private_addresses_need_their_rule(string text, bool loopback, bool isPrivate)
    {
        var address = IPAddress.Parse(text);

        Assert.False(AddressFilter.Allows(new OutboundRules(), address));
        Assert.Equal(loopback, AddressFilter.Allows(new OutboundRules { AllowLoopback = true }, address));
        Assert.Equal(isPrivate, AddressFilter.Allows(new OutboundRules { AllowPrivate = true }, address));
    }

    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::808:808")]
    public void Public_addresses_need_none(string address) => Assert.True(AddressFilter.Allows(new OutboundRules(), IPAddress.Parse(address)));

    [Theory, Trait("Attack", "N-SSRF")]
    [InlineData("http://idp.example.com")]
    [InlineData("https://user@idp.example.com")]
    [InlineData("https://idp.example.com?x=1")]
    [InlineData("https://idp.example.com/#x")]
    [InlineData("https://idp.example.com/%2e%2e/")]
    [InlineData("https://idp.example.com/a b")]
    [InlineData("https://ex\u00e4mple.com")]
    [InlineData("HTTPS://idp.example.com")]
    [InlineData("https://sts")]
    [InlineData("https://aws:8443/x")]
    public void A_provider_url_that_is_none_is_refused_when_it_is_registered(string url) =>
        Assert.Equal("InvalidInput", OidcProviderUrl.Normalize(url).Error!.Code);

    [Theory]
    [InlineData("idp.example.org", "ValidationError", "Invalid Open ID Connect Provider URL")]
    [InlineData("", "ValidationError", "Invalid Open ID Connect Provider URL")]
    [InlineData("urn:example:idp", "ValidationError", "Invalid Open ID Connect Provider URL")]
    [InlineData("file:///etc/passwd", "ValidationError", "Invalid Open ID Connect Provider URL")]
    [InlineData("https://idp.example.com\\@evil", "ValidationError", "Invalid Open ID Connect Provider URL")]
    [InlineData("https:///path", "ValidationError", "Invalid Open ID Connect Provider URL")]
    [InlineData("https://", "ValidationError", "Invalid Open ID Connect Provider URL")]
    [InlineData("http://idp.example.org", "InvalidInput", "Invalid Open ID Connect Provider URL. The URL must begin with https://.")]
    [InlineData("ftp://idp.example.org/x", "InvalidInput", "Invalid Open ID Connect Provider URL. The URL must begin with https://.")]
    [InlineData("https://idp.example.org/?q=value", "InvalidInput", "Unknown")]
    [InlineData("https://idp.example.org/x?", "InvalidInput", "Unknown")]
    [InlineData("https://idp.example.org/#fragment", "InvalidInput", "Unknown")]
    [InlineData("https://user@idp.example.com", "InvalidInput",
        "Invalid Open ID Connect Provider URL. The URL must not have a user name, escapes or characters outside ASCII.")]
    [InlineData("https://sts", "InvalidInput",
        "Invalid Open ID Connect Provider URL. The host name is one that condition keys of this service begin with.")]
    public void A_provider_url_is_refused_in_AWSs_words(string url, string code, string message)
    {
        var error = OidcProviderUrl.Normalize(url).Error!;
        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("https://idp.example.com", "https://idp.example.com")]
    [InlineData("https://idp.example.com:443", "https://idp.example.com")]
    [InlineData("https://idp.example.com:443/path/", "https://idp.example.com/path/")]
    [InlineData("https://IDP.example.com/MixedCase", "https://IDP.example.com/MixedCase")]
    [InlineData("https://idp.example.com:8443/realms/x", "https://idp.example.com:8443/realms/x")]
    public void A_provider_url_is_kept_as_AWS_keeps_it(string url, string kept) => Assert.Equal(kept, OidcProviderUrl.Normalize(url).Value);

    [Theory, Trait("Attack", "N-SSRF")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_provider_on_this_machine_is_not_contacted_unless_that_is_allowed(string host)
    {
        using var authority = new TestAuthority();
        await using var issuer = new TestIssuer(authority);
        issuer.Url = $"https://{host}:{issuer.Port}";

        var fetched = await new HttpsKeySource(new OutboundRules { AllowPrivate = true, Roots = authority.Roots }).Fetch(Provider(issuer), default);

        Assert.Equal("IDPCommunicationError", fetched.Error!.Code);
        Assert.StartsWith("DP-NET-02", fetched.Error.Reason, StringComparison.Ordinal);
        Assert.Equal(0, issuer.Connections);
    }

    [Theory, Trait("Attack", "N-SSRF")]
    [InlineData("https://169.254.169.254/latest/meta-data/", "DP-NET-02")]
    [InlineData("https://[::ffff:169.254.169.254]/", "DP-NET-02")]
    [InlineData("http://localhost/", "DP-NET-01")]
    [InlineData("file:///etc/passwd", "DP-NET-01")]
    [InlineData("https://user:word@localhost/", "DP-NET-01")]
    [InlineData("gopher://localhost/", "DP-NET-01")]
    [InlineData("/relative", "DP-NET-")]
    public async Task A_key_set_address_that_points_inside_is_not_followed(string address, string reason)
    {
        using var authority = new TestAuthority();
        await using var issuer = new TestIssuer(authority) { Fault = IssuerFault.ForeignKeySetAddress, RedirectTo = address };

        var fetched = await Source(authority).Fetch(Provider(issuer), default);

        Assert.Equal("IDPCommunicationError", fetched.Error!.Code);
        Assert.StartsWith(reason, fetched.Error.Reason, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "N-SSRF")]
    public async Task A_redirect_is_not_followed_wherever_it_leads()
    {
        using var authority = new TestAuthority();
        await using var inside = new TestIssuer(authority);
        await using var issuer = new TestIssuer(authority) { Fault = IssuerFault.Redirect, RedirectTo = inside.Url + "/.well-known/openid-configuration" };

        var fetched = await Source(authority).Fetch(Provider(issuer), default);

        Assert.Equal(("IDPCommunicationError", "DP-NET-03: status 302"), (fetched.Error!.Code, fetched.Error.Reason));
        Assert.Equal(0, inside.Connections);
    }

    [Fact, Trait("Attack", "N-SSRF")]
    public async Task A_name_is_judged_by_the_address_that_is_connected_to_so_that_a_second_answer_gains_nothing()
    {
        // The filter sits in the connect callback: there is no second resolution to rebind. Shown by a name whose only addresses are loopback.
        using var authority = new TestAuthority();
        await using var issuer = new TestIssuer(authority);

        var refused = await new HttpsKeySource(new OutboundRules { Roots = authority.Roots }).Fetch(Provider(issuer), default);
        var pinned = await new HttpsKeySource(new OutboundRules
        {
            Roots = authority.Roots,
            Resolve = new Dictionary<string, IPEndPoint> { [$"localhost:{issuer.Port}"] = new(IPAddress.Loopback, issuer.Port) },
        }).Fetch(Provider(issuer), default);

        Assert.StartsWith("DP-NET-02", refused.Error!.Reason, StringComparison.Ordinal);
        Assert.True(pinned.Succeeded, pinned.Error?.Reason);
    }

    [Fact, Trait("Attack", "N-SSRF")]
    public async Task A_list_of_hosts_bounds_issuers_and_key_sets_alike()
    {
        using var authority = new TestAuthority();
        await using var issuer = new TestIssuer(authority);
        var rules = new OutboundRules { AllowLoopback = true, Roots = authority.Roots, Hosts = ["idp.example.com"] };

        Assert.StartsWith("DP-NET-01", (await new HttpsKeySource(rules).Fetch(Provider(issuer), default)).Error!.Reason, StringComparison.Ordinal);
        Assert.True((await new HttpsKeySource(rules with { Hosts = ["LOCALHOST"] }).Fetch(Provider(issuer), default)).Succeeded);
        Assert.Equal(2, issuer.Connections);
    }

    [Theory, Trait("Attack", "N-SLOW")]
    [InlineData(IssuerFault.NeverAnswers)]
    [InlineData(IssuerFault.HandshakeStalls)]
    [InlineData(IssuerFault.SlowHead)]
    [InlineData(IssuerFault.SlowBody)]
    [InlineData(IssuerFault.ClosesEarly)]
    [InlineData(IssuerFault.ServerError)]
    public async Task A_provider_that_is_slow_or_broken_costs_its_time_limit_at_most_and_nobody_else_waits(IssuerFault fault)
    {
        await using var broken = new AsyncWorld(new OidcWorld(rules => rules with { Timeout = Short }, new KeyLifetimes()));
        await using var healthy = new TestIssuer(broken.World.Authority);
        broken.World.Issuer.Fault = fault;

        var waiting = broken.World.Refused(broken.World.Mint());
        var other = Federation.Oidc.Tokens.UnverifiedToken.Read(healthy.Mint(broken.World.Clock.GetUtcNow())).Value!;
        var served = await broken.World.Verifier.Verify(
            other, broken.World.Provider with { Arn = "arn:healthy", Url = healthy.Url }, OidcWorld.RoleArn, default);

        Assert.True(served.Succeeded, served.Error?.Reason);
        var refusal = await waiting;
        Assert.Equal("IDPCommunicationError", refusal.Code);
        var isOver = fault is IssuerFault.ClosesEarly or IssuerFault.ServerError ? "DP-NET-0" : "DP-NET-06: no complete answer in 00:00:02";
        Assert.StartsWith(isOver, refusal.Reason, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "N-SLOW")]
    public void The_limit_is_five_seconds_unless_somebody_sets_another() => Assert.Equal(TimeSpan.FromSeconds(5), new OutboundRules().Timeout);

    [Theory]
    [InlineData(IssuerFault.WrongIssuer, "DP-NET-21")]
    [InlineData(IssuerFault.NoKeySetAddress, "DP-NET-22")]
    public async Task A_discovery_document_of_somebody_else_or_without_keys_is_of_no_use(IssuerFault fault, string reason)
    {
        using var authority = new TestAuthority();
        await using var issuer = new TestIssuer(authority) { Fault = fault };

        var fetched = await Source(authority).Fetch(Provider(issuer), default);

        Assert.StartsWith(reason, fetched.Error!.Reason, StringComparison.Ordinal);
        Assert.Equal(0, issuer.KeySetRequests);
    }

    private static HttpsKeySource Source(TestAuthority authority) => new(new OutboundRules { AllowLoopback = true, Roots = authority.Roots });

    private static OidcIssuer Provider(TestIssuer issuer) => new() { Arn = "arn:" + issuer.Url, Url = issuer.Url };

    private sealed class AsyncWorld(OidcWorld world) : IAsyncDisposable
    {
        public OidcWorld World => world;

        public async ValueTask DisposeAsync() => await world.DisposeAsync();
    }
}
