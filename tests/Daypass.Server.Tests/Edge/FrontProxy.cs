using System.Security.Cryptography.X509Certificates;
using Daypass.Testing.Network;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Edge;

/// <summary>A proxy with the configuration of <c>deploy</c>, its addresses and files replaced.</summary>
internal sealed class FrontProxy : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ForeignProcess _process;

    private FrontProxy(TemporaryFolder folder, ForeignProcess process, Uri url) => (_folder, _process, Url) = (folder, process, url);

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Starts one and waits until it answers.</summary>
    /// <param name="configuration">The file in <c>deploy</c>.</param>
    /// <param name="server">The address of the server behind it.</param>
    /// <param name="certificate">Its certificate.</param>
    /// <param name="http">Asks whether it is there.</param>
    public static async Task<FrontProxy> Start(string configuration, string server, X509Certificate2 certificate, HttpClient http)
    {
        var folder = new TemporaryFolder();
        var port = FreePort.Find();
        var (pem, key, both) = (Path.Combine(folder.Path, "certificate.pem"), Path.Combine(folder.Path, "key.pem"), Path.Combine(folder.Path, "both.pem"));
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(both, await File.ReadAllTextAsync(pem) + "\n" + await File.ReadAllTextAsync(key));
        var text = (await File.ReadAllTextAsync(Path.Combine(ForeignProcess.Repository, "deploy", configuration)))
            .Replace("127.0.0.1:8017", server, StringComparison.Ordinal)
            .Replace("    listen [::]:443 ssl http2;\n", "", StringComparison.Ordinal)
            .Replace("listen 443 ", $"listen 127.0.0.1:{port} ", StringComparison.Ordinal)
            .Replace("bind :443 ", $"bind 127.0.0.1:{port} ", StringComparison.Ordinal)
            .Replace("\n:443 {", $"\n:{port} {{\n\tbind 127.0.0.1", StringComparison.Ordinal)
            .Replace("\tauto_https off", "\tadmin off\n\tauto_https off", StringComparison.Ordinal)
            .Replace("/etc/daypass", folder.Path, StringComparison.Ordinal);
        var file = Path.Combine(folder.Path, configuration);
        await File.WriteAllTextAsync(file, text);
        var process = Launch(configuration, file, folder.Path);
        var proxy = new FrontProxy(folder, process, new Uri($"https://127.0.0.1:{port}"));
        await process.WaitFor(http, new Uri(proxy.Url, "/healthz"));
        return proxy;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static ForeignProcess Launch(string configuration, string file, string folder)
    {
        if (configuration.StartsWith("nginx", StringComparison.Ordinal))
        {
            var whole = Path.Combine(folder, "whole.conf");
            File.WriteAllText(whole, $$"""
                daemon off; pid {{folder}}/nginx.pid; error_log stderr; master_process off;
                events { }
                http { access_log off; client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; include {{file}}; }
                """);
            return ForeignProcess.Start("/usr/sbin/nginx", ["-c", whole, "-p", folder]);
        }

        return configuration.StartsWith("haproxy", StringComparison.Ordinal)
            ? ForeignProcess.Start("/usr/sbin/haproxy", ["-f", file, "-db"])
            : ForeignProcess.Start("caddy", ["run", "--config", file, "--adapter", "caddyfile"],
                new Dictionary<string, string> { ["HOME"] = folder, ["XDG_DATA_HOME"] = folder, ["XDG_CONFIG_HOME"] = folder });
    }
}
