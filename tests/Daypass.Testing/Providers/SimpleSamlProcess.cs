using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Daypass.Testing.Network;

namespace Daypass.Testing.Providers;

/// <summary>SimpleSAMLphp (Debian package) as an identity provider on loopback, under PHP's own web server; see tests/tools/simplesamlphp.</summary>
public sealed partial class SimpleSamlProcess : IAsyncDisposable
{
    private readonly ForeignProcess _process;
    private readonly string _folder;

    private SimpleSamlProcess(ForeignProcess process, string folder, string url, string privateKey) =>
        (_process, _folder, Url, PrivateKey) = (process, folder, url, privateKey);

    /// <summary>Where it answers.</summary>
    public string Url { get; }

    /// <summary>The PEM that opens what it enciphers.</summary>
    public string PrivateKey { get; }

    /// <summary>Starts it with new keys; its one person may become the role through the provider.</summary>
    /// <param name="roleArn">The role; several are separated by spaces.</param>
    /// <param name="providerArn">The provider that stands beside each role.</param>
    /// <param name="loopback">Where <c>urn:daypass:loopback</c> has its responses posted.</param>
    public static async Task<SimpleSamlProcess> Start(string roleArn, string providerArn, string loopback = "")
    {
        var folder = Directory.CreateTempSubdirectory("daypass-saml-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "temp"));
        WriteKeys(folder, "idp");
        var privateKey = WriteKeys(folder, "sp");
        var url = $"http://127.0.0.1:{FreePort.Find()}";
        const string Package = "/usr/share/simplesamlphp/www";
        if (!Directory.Exists(Package))
        {
            throw new InvalidOperationException("SimpleSAMLphp is not there: run tests/tools/federation-tools.sh, or ./test.sh, which does.");
        }

        var process = ForeignProcess.Start("php", ["-S", url["http://".Length..], "-t", Package], new Dictionary<string, string>
        {
            ["SIMPLESAMLPHP_CONFIG_DIR"] = Path.Combine(ForeignProcess.Repository, "tests", "tools", "simplesamlphp"),
            ["IDP_URL"] = url,
            ["IDP_DATA"] = folder,
            ["IDP_ROLE"] = roleArn,
            ["IDP_PROVIDER"] = providerArn,
            ["IDP_LOOPBACK"] = loopback,
        });
        using var client = new HttpClient();
        await process.WaitFor(client, new Uri(url + "/saml2/idp/metadata.php"));
        return new SimpleSamlProcess(process, folder, url, privateKey);
    }

    /// <summary>Its metadata.</summary>
    public async Task<string> Metadata()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(Url + "/saml2/idp/metadata.php"));
    }

    /// <summary>
    /// A response for the service of that name, as a browser would carry it: <c>urn:amazon:webservices</c>, or that with <c>:both</c>, <c>:response</c>,
    /// <c>:encrypted</c> or <c>:all</c> behind it.
    /// </summary>
    public async Task<string> Response(string service = "urn:amazon:webservices")
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var html = await client.GetStringAsync(new Uri($"{Url}/saml2/idp/SSOService.php?spentityid={service}"));
        var found = Field().Match(html);
        return found.Success ? WebUtility.HtmlDecode(found.Groups[1].Value) : throw new InvalidOperationException(html + _process.Output);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string WriteKeys(string folder, string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(folder, name + ".crt"), certificate.ExportCertificatePem());
        var pem = key.ExportPkcs8PrivateKeyPem();
        File.WriteAllText(Path.Combine(folder, name + ".key"), pem);
        return pem;
    }

    [GeneratedRegex("name=\"SAMLResponse\" value=\"([^\"]+)\"")]
    private static partial Regex Field();
}
