using System.Security.Cryptography.X509Certificates;
using Daypass.Testing.Network;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;

namespace Daypass.Gateway.Tests.Proxies;

/// <summary>A proxy with the configuration of <c>deploy/gateway</c>, its addresses and files replaced.</summary>
internal sealed class AskingProxy : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ForeignProcess _process;

    private AskingProxy(TemporaryFolder folder, ForeignProcess process, Uri url) => (_folder, _process, Url) = (folder, process, url);

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>The same for programs that do not know the name.</summary>
    public string Local => $"https://127.0.0.1:{Url.Port}";

    /// <summary>What it wrote.</summary>
    public string Output => _process.Output;

    public static async Task<AskingProxy> Start(string configuration, string gateway, string service, X509Certificate2 certificate, HttpClient http)
    {
        var folder = new TemporaryFolder();
        var port = FreePort.Find();

        // Apache's workers are of another user.
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        var (pem, key, both) = (Path.Combine(folder.Path, "certificate.pem"), Path.Combine(folder.Path, "key.pem"), Path.Combine(folder.Path, "both.pem"));
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(both, await File.ReadAllTextAsync(pem) + "\n" + await File.ReadAllTextAsync(key));
        foreach (var source in Directory.GetFiles(Path.Combine(ForeignProcess.Repository, "deploy", "gateway")))
        {
            var text = (await File.ReadAllTextAsync(source))
                .Replace("127.0.0.1:8020", gateway, StringComparison.Ordinal)
                .Replace("127.0.0.1:8080", service, StringComparison.Ordinal)
                .Replace("    listen [::]:443 ssl http2;\n", "", StringComparison.Ordinal)
                .Replace("listen 443 ", $"listen 127.0.0.1:{port} ", StringComparison.Ordinal)
                .Replace("bind :443 ", $"bind 127.0.0.1:{port} ", StringComparison.Ordinal)
                .Replace("\n:443 {", $"\n:{port} {{\n\tbind 127.0.0.1", StringComparison.Ordinal)
                .Replace("\tauto_https off", "\tadmin off\n\tauto_https off", StringComparison.Ordinal)
                .Replace("*:443", $"127.0.0.1:{port}", StringComparison.Ordinal)
                .Replace("/etc/daypass", folder.Path, StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(folder.Path, Path.GetFileName(source)), text);
        }

        var process = Launch(configuration, Path.Combine(folder.Path, configuration), folder.Path, port);
        var proxy = new AskingProxy(folder, process, new Uri($"https://{GatewayWorld.Host}:{port}"));
        await process.WaitFor(http, new Uri(proxy.Url, "/"));
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static ForeignProcess Launch(string configuration, string file, string folder, int port)
    {
        switch (configuration)
        {
            case "nginx.conf":
                var nginx = Path.Combine(folder, "whole.conf");
                File.WriteAllText(nginx, $$"""
                    daemon off; pid {{folder}}/nginx.pid; error_log stderr; master_process off;
                    events { }
                    http { access_log off; client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; include {{file}}; }
                    """);
                return ForeignProcess.Start("/usr/sbin/nginx", ["-c", nginx, "-p", folder]);
            case "haproxy.cfg":
                return ForeignProcess.Start("/usr/sbin/haproxy", ["-f", file, "-db"]);
            case "apache.conf":
                var apache = Path.Combine(folder, "whole-apache.conf");
                string[] modules = ["mpm_event", "authz_core", "ssl", "http2", "proxy", "proxy_http", "headers", "lua", "socache_shmcb"];
                File.WriteAllText(apache, string.Join('\n', modules.Select(static name =>
                    $"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so")) + $$"""

                    ServerRoot {{folder}}
                    PidFile {{folder}}/apache.pid
                    ErrorLog /dev/stderr
                    ServerName orders.example.com
                    Listen 127.0.0.1:{{port}} https
                    User www-data
                    Group www-data
                    Include {{file}}

                    """);
                return ForeignProcess.Start("/usr/sbin/apache2", ["-f", apache, "-DFOREGROUND"]);
            default:
                return ForeignProcess.Start("caddy", ["run", "--config", file, "--adapter", "caddyfile"],
                    new Dictionary<string, string> { ["HOME"] = folder, ["XDG_DATA_HOME"] = folder, ["XDG_CONFIG_HOME"] = folder });
        }
    }
}
