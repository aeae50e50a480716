using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Federation.Oidc.Fetching;
using Daypass.Federation.Oidc.Providers;
using Daypass.Protocol.Errors;
using Daypass.Testing;
using Daypass.Testing.Oidc;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Certificates an issuer may and may not present.</summary>
public sealed class TlsAttackTests : IDisposable
{
    private const string Mismatch = "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint";
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact, Trait("Attack", "N-TLS")]
    public async Task A_certificate_of_an_unknown_authority_is_refused_without_a_thumbprint()
    {
        var fetched = await Fetch(null);

        Assert.Equal(("InvalidIdentityToken", Mismatch), (fetched.Error!.Code, fetched.Error.Message));
        Assert.StartsWith("DP-NET-12", fetched.Error.Reason, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "N-TLS")]
    public async Task A_self_signed_certificate_is_refused_without_its_thumbprint_and_taken_with_it()
    {
        using var selfSigned = SelfSigned("localhost");

        Assert.Equal(Mismatch, (await Fetch(selfSigned)).Error!.Message);
        Assert.True((await Fetch(SelfSigned("localhost", out var thumbprint), thumbprints: thumbprint)).Succeeded);
    }

    [Fact]
    public async Task The_thumbprint_of_the_leaf_is_enough_and_its_case_does_not_matter()
    {
        using var leaf = _authority.Issue();

        Assert.True((await Fetch(leaf, thumbprints: leaf.Thumbprint.ToUpperInvariant())).Succeeded);
    }

    [Fact, Trait("Attack", "N-TLS")]
    public async Task Another_thumbprint_is_refused() =>
        Assert.Equal(Mismatch, (await Fetch(null, thumbprints: new string('0', 40))).Error!.Message);

    [Fact, Trait("Attack", "N-TLS")]
    public async Task A_wrong_host_name_is_refused_even_with_the_right_thumbprint()
    {
        using var leaf = _authority.Issue(null, null, "other.example.com");

        Assert.StartsWith("DP-NET-11", (await Fetch(leaf, thumbprints: leaf.Thumbprint)).Error!.Reason, StringComparison.Ordinal);
        Assert.StartsWith("DP-NET-11", (await Fetch(_authority.Issue(null, null, "other.example.com"), roots: _authority.Roots)).Error!.Reason,
            StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "N-TLS")]
    [InlineData(-48, -24)]
    [InlineData(24, 48)]
    public async Task A_certificate_outside_its_dates_is_refused_by_thumbprint_and_by_root(int fromHours, int toHours)
    {
        using var leaf = _authority.Issue(TimeSpan.FromHours(fromHours / 3.0), TimeSpan.FromHours(toHours / 3.0));

        Assert.Equal(Mismatch, (await Fetch(leaf, thumbprints: leaf.Thumbprint)).Error!.Message);
        Assert.Equal(Mismatch, (await Fetch(_authority.Issue(TimeSpan.FromHours(fromHours / 3.0), TimeSpan.FromHours(toHours / 3.0)), roots: _authority.Roots))
            .Error!.Message);
    }

    [Fact, Trait("Attack", "N-TLS")]
    public async Task TLS_1_0_is_refused()
    {
        await using var issuer = new TestIssuer(_authority) { Fault = IssuerFault.OldTls };

        Assert.Equal("IDPCommunicationError", (await Fetch(issuer, _authority.Roots)).Error!.Code);
    }

    [Fact, Trait("Attack", "N-TLS")]
    public async Task The_certificate_of_another_authority_of_the_same_name_is_refused()
    {
        using var impostor = new TestAuthority();
        using var forged = impostor.Issue();

        Assert.Equal(Mismatch, (await Fetch(forged, roots: _authority.Roots)).Error!.Message);
        Assert.Equal(Mismatch, (await Fetch(impostor.Issue(), thumbprints: _authority.Root.Thumbprint)).Error!.Message);
    }

    [Fact, Trait("Attack", "N-TLS")]
    public async Task A_forged_leaf_beside_the_pinned_certificate_gains_nothing()
    {
        // The forger shows the pinned intermediate, which is public, behind a leaf that it never signed.
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=loopback", forger, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority.Root, true, false));
        var now = TimeProvider.System.GetUtcNow();
        using var bare = request.Create(
            _authority.Root.SubjectName, X509SignatureGenerator.CreateForECDsa(forger), now.AddHours(-1), now.AddDays(1), [1, 2, 3]);
        using var leaf = bare.CopyWithPrivateKey(forger);
        var judge = new CertificateValidator(
            new OidcIssuer { Arn = "arn", Url = "https://localhost", Thumbprints = [_authority.Root.Thumbprint] }, new OutboundRules());
        using var chain = new X509Chain { ChainPolicy = CertificateValidator.SystemRoots() };
        chain.ChainPolicy.ExtraStore.AddRange(_authority.Roots);
        chain.Build(leaf);

        Assert.False(judge.Accept(this, leaf, chain, System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.StartsWith("DP-NET-12", judge.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_thumbprint_of_an_authority_in_the_presented_chain_is_enough()
    {
        using var leaf = _authority.Issue();
        var judge = new CertificateValidator(
            new OidcIssuer { Arn = "arn", Url = "https://localhost", Thumbprints = [_authority.Root.Thumbprint] }, new OutboundRules());
        using var chain = new X509Chain { ChainPolicy = CertificateValidator.SystemRoots() };
        chain.ChainPolicy.ExtraStore.AddRange(_authority.Roots);
        chain.Build(leaf);

        Assert.True(judge.Accept(this, leaf, chain, System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors), judge.Refusal);
        await Task.CompletedTask;
    }

    [Fact, Trait("Attack", "N-TLS")]
    public async Task A_certificate_that_is_not_for_servers_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], false));
        var now = TimeProvider.System.GetUtcNow();
        using var bare = request.Create(_authority.Root, now.AddHours(-1), now.AddDays(1), [4, 5, 6]);
        using var joined = bare.CopyWithPrivateKey(key);

        var fetched = await Fetch(X509CertificateLoader.LoadPkcs12(joined.Export(X509ContentType.Pkcs12), null), roots: _authority.Roots,
            thumbprints: bare.Thumbprint);

        Assert.Equal(Mismatch, fetched.Error!.Message);
    }

    private static X509Certificate2 SelfSigned(string name) => SelfSigned(name, out _);

    private static X509Certificate2 SelfSigned(string name, out string thumbprint)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        thumbprint = made.Thumbprint;
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task<Result<FetchedKeysSeen>> Fetch(X509Certificate2? certificate, X509Certificate2Collection? roots = null, params string[] thumbprints)
    {
        await using var issuer = new TestIssuer(_authority, certificate);
        return await Fetch(issuer, roots ?? [], thumbprints);
    }

    private static async Task<Result<FetchedKeysSeen>> Fetch(TestIssuer issuer, X509Certificate2Collection roots, params string[] thumbprints)
    {
        var provider = new OidcIssuer { Arn = "arn", Url = issuer.Url, Thumbprints = thumbprints };
        var fetched = await new HttpsKeySource(new OutboundRules { AllowLoopback = true, Roots = roots }).Fetch(provider, default);
        return fetched.Succeeded ? new FetchedKeysSeen() : fetched.Error;
    }

    private sealed record FetchedKeysSeen;
}
