using System.Net.Http.Headers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text;
using Daypass.Testing.Network;

namespace Daypass.Testing.Providers;

/// <summary>The certified OpenID provider <c>oidc-provider</c> (npm) on loopback; see tests/tools/oidc-provider.</summary>
public sealed partial class OidcProviderProcess : IAsyncDisposable
{
    private readonly TestAuthority _authority;
    private readonly string _folder;
    private readonly int _port;
    private ForeignProcess _process;

    private OidcProviderProcess(TestAuthority authority, string folder, int port) =>
        (_authority, _folder, _port, _process) = (authority, folder, port, Run(folder, port));

    /// <summary>The issuer.</summary>
    public string Url => $"https://localhost:{_port}";

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<OidcProviderProcess> Start(TestAuthority authority)
    {
        var folder = Directory.CreateTempSubdirectory("daypass-oidc-").FullName;
        using var leaf = authority.Issue();
        await File.WriteAllTextAsync(Path.Combine(folder, "tls.crt"), leaf.ExportCertificatePem() + "\n" + authority.Root.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "tls.key"), leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var provider = new OidcProviderProcess(authority, folder, FreePort.Find());
        await provider.WaitUntilReady();
        return provider;
    }

    /// <summary>Ends it and starts it again: the same key ids, other keys.</summary>
    public async Task Restart()
    {
        await _process.DisposeAsync();
        _process = Run(_folder, _port);
        await WaitUntilReady();
    }

    /// <summary>An access token of a machine (client credentials), for the audience <c>sts.amazonaws.com</c>, signed with RS256.</summary>
    public async Task<string> MachineToken()
    {
        using var client = Client();
        return await Token(client, "machine", "machine-secret", new() { ["grant_type"] = "client_credentials", ["resource"] = "urn:aws" }, "access_token");
    }

    /// <summary>The ID token of a person who signs in through the pages as a browser would; the audience is the client's id.</summary>
    /// <param name="clientId"><c>person</c> (RS256) or <c>person-es384</c>.</param>
    /// <param name="login">Who signs in.</param>
    public async Task<string> PersonToken(string clientId, string login)
    {
        const string Callback = "https://localhost/callback";
        using var client = Client();
        var next = new Uri($"{Url}/auth?client_id={clientId}&response_type=code&scope=openid%20aws&redirect_uri={Uri.EscapeDataString(Callback)}");
        for (var step = 0; step < 20; step++)
        {
            using var page = await client.GetAsync(next);
            if (page.StatusCode == HttpStatusCode.OK)
            {
                // A form: first who one is, then whether the client may know it.
                var html = await page.Content.ReadAsStringAsync();
                var prompt = Prompt().Match(html).Groups[1].Value;
                var action = new Uri(new Uri(Url), Action().Match(html).Groups[1].Value);
                using var fields = new FormUrlEncodedContent(new Dictionary<string, string> { ["prompt"] = prompt, ["login"] = login, ["password"] = "any" });
                using var answered = await client.PostAsync(action, fields);
                next = new Uri(new Uri(Url), answered.Headers.Location ?? throw new InvalidOperationException($"No way on from {action}: {html}"));
            }
            else
            {
                next = new Uri(
                    new Uri(Url), page.Headers.Location ?? throw new InvalidOperationException($"{next} answered {page.StatusCode}: {_process.Output}"));
            }

            if (next.AbsoluteUri.StartsWith(Callback, StringComparison.Ordinal))
            {
                var code = Code().Match(next.Query).Groups[1].Value;
                return await Token(
                    client, clientId, "person-secret", new() { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = Callback },
                    "id_token");
            }
        }

        throw new InvalidOperationException("The sign-in did not end.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static ForeignProcess Run(string folder, int port)
    {
        var tools = Path.Combine(ForeignProcess.Repository, "tests", "tools", "oidc-provider");
        if (!Directory.Exists(Path.Combine(tools, "node_modules", "oidc-provider")))
        {
            throw new InvalidOperationException("oidc-provider is not there: run tests/tools/federation-tools.sh, or ./test.sh, which does.");
        }

        return ForeignProcess.Start("node", [Path.Combine(tools, "issuer.mjs"), $"{port}", Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key")]);
    }

    private static async Task<string> Token(HttpClient client, string id, string secret, Dictionary<string, string> fields, string member)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, "token") { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{id}:{secret}")));
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (string?)JsonNode.Parse(text)?[member] ?? throw new InvalidOperationException(text);
    }

    private async Task WaitUntilReady()
    {
        using var client = Client();
        await _process.WaitFor(client, new Uri(Url + "/.well-known/openid-configuration"));
    }

    private HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        SslOptions = new()
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _authority.Root },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    })
    {
        BaseAddress = new Uri(Url + "/"),
    };

    [GeneratedRegex("name=\"prompt\" value=\"([a-z]+)\"")]
    private static partial Regex Prompt();

    [GeneratedRegex("<form[^>]* action=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("[?&]code=([^&]+)")]
    private static partial Regex Code();
}
