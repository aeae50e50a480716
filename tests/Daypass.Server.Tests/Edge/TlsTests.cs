using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Tests.Sts;
using Daypass.Testing;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Server.Tests.Edge;

/// <summary>The server's own TLS: PEM files that may change, clients that may have to show a certificate.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_policy_that_demands_TLS_allows_what_comes_over_it()
    {
        Write(_authority.Issue());
        await using var world = await World.Start(options => options with { Urls = "https://127.0.0.1:0", Edge = Edge });
        var (_, key) = await world.NewUser(
            document: """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":"""
            + """{"Bool":{"aws:SecureTransport":"true"}}}}""");
        using var api = new ApiClient(new Uri(world.Server.Url), world.Clock, Trusting());

        Assert.StartsWith("https://127.0.0.1:", world.Server.Url, StringComparison.Ordinal);
        Assert.True((await api.Call(new ListUsersRequest(), key)).Succeeded);
    }

    [Fact]
    public async Task A_new_certificate_is_taken_and_a_broken_one_is_not()
    {
        var first = _authority.Issue();
        Write(first);
        await using var world = await World.Start(options => options with { Urls = "https://127.0.0.1:0", Edge = Edge });
        Assert.Equal(first.Thumbprint, await SeenBy(world));

        var second = _authority.Issue();
        File.WriteAllText(Edge.TlsCertificate!, second.ExportCertificatePem());
        world.Server.Host.Reload();
        Assert.Equal(first.Thumbprint, await SeenBy(world));
        Assert.Contains(world.Server.Log.All, static line => line.Contains("cannot be used, the former one stays", StringComparison.Ordinal));

        Write(second);
        world.Server.Host.Reload();
        Assert.Equal(second.Thumbprint, await SeenBy(world));

        File.WriteAllText(Edge.TlsCertificate!, "nonsense");
        world.Server.Host.Reload();
        Assert.Equal(second.Thumbprint, await SeenBy(world));
    }

    [Fact]
    public async Task With_roots_for_clients_only_their_certificates_are_served()
    {
        Write(_authority.Issue());
        var roots = Path.Combine(_folder.Path, "roots.pem");
        File.WriteAllText(roots, _authority.Root.ExportCertificatePem());
        using var strangers = new TestAuthority("strangers");
        await using var world = await World.Start(options => options with { Urls = "https://127.0.0.1:0", Edge = Edge with { ClientRoots = roots } });

        using var known = new ApiClient(new Uri(world.Server.Url), world.Clock, Trusting(_authority.IssueForClient()));
        Assert.True((await known.Call(new GetCallerIdentityRequest(), world.Admin)).Succeeded);
        foreach (var certificate in new[] { null, strangers.IssueForClient() })
        {
            using var stranger = new ApiClient(new Uri(world.Server.Url), world.Clock, Trusting(certificate));
            await Assert.ThrowsAsync<HttpRequestException>(() => stranger.Call(new GetCallerIdentityRequest(), world.Admin));
        }
    }

    [Theory]
    [InlineData("https://127.0.0.1:0", null, null, null, "asks for https, which needs --tls-certificate and --tls-key.")]
    [InlineData("https://127.0.0.1:0", "certificate.pem", null, null, "--tls-certificate and --tls-key belong together: both are needed for https.")]
    [InlineData("https://127.0.0.1:0", "certificate.pem", "missing.pem", null, "cannot be used: ")]
    [InlineData("https://127.0.0.1:0", "certificate.pem", "certificate.pem", null, "cannot be used: ")]
    [InlineData("https://127.0.0.1:0", "certificate.pem", "key.pem", "key.pem", "key.pem holds no certificate.")]
    [InlineData("https://127.0.0.1:0", "certificate.pem", "key.pem", "missing.pem", "missing.pem cannot be read: ")]
    [InlineData("http://127.0.0.1:0", "certificate.pem", "key.pem", null, "names no https address.")]
    [InlineData("http+proxy://127.0.0.1:0", null, null, null, "name the proxies that speak it with --trusted-proxy.")]
    public async Task What_does_not_go_together_is_one_sentence(string urls, string? certificate, string? key, string? roots, string sentence)
    {
        Write(_authority.Issue());
        string? PathOf(string? name) => name is null ? null : Path.Combine(_folder.Path, name);
        var options = new ServerOptions
        {
            Urls = urls,
            DataDirectory = Path.Combine(_folder.Path, "data"),
            Edge = new EdgeOptions { TlsCertificate = PathOf(certificate), TlsKey = PathOf(key), ClientRoots = PathOf(roots) },
        };
        var failure = await Assert.ThrowsAsync<StartException>(
            () => ServerHost.Start(options, TimeProvider.System, static logging => logging.ClearProviders(), CancellationToken.None));
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    private EdgeOptions Edge => new()
    {
        TlsCertificate = Path.Combine(_folder.Path, "certificate.pem"),
        TlsKey = Path.Combine(_folder.Path, "key.pem"),
    };

    private void Write(X509Certificate2 certificate)
    {
        File.WriteAllText(Edge.TlsCertificate!, certificate.ExportCertificatePem());
        File.WriteAllText(Edge.TlsKey!, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private SslClientAuthenticationOptions Trusting(X509Certificate2? own = null)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(_authority.Roots);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy, ClientCertificates = own is null ? null : [own] };
    }

    private async Task<string> SeenBy(World world)
    {
        string? seen = null;
        var options = Trusting();
        options.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            seen = certificate!.GetCertHashString();
            return errors is SslPolicyErrors.None;
        };
        using var api = new ApiClient(new Uri(world.Server.Url), world.Clock, options);
        Assert.True((await api.Call(new GetCallerIdentityRequest(), world.Admin)).Succeeded);
        return seen!;
    }
}
