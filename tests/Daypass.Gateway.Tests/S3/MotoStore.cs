using System.Globalization;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Testing.Network;
using Daypass.Testing.Providers;

namespace Daypass.Gateway.Tests.S3;

/// <summary>moto's S3, one for all tests that ask for it.</summary>
public sealed class MotoStore : IAsyncLifetime
{
    private ForeignProcess? _process;

    /// <summary>moto checks no signatures.</summary>
    public static SigningCredentials Key { get; } = new("MOTOKEYID01234567890", Secret.FromText("any-secret-is-good-for-moto-and-this-is-one"));

    public string Url { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var port = FreePort.Find();
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var installed = Path.Combine(ForeignProcess.Repository, "tests", "tools", "s3", "moto", "bin", "moto_server");
        _process = ForeignProcess.Start(
            File.Exists(installed) ? installed : "moto_server", ["-H", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture)]);
        using var http = new HttpClient();
        await _process.WaitFor(http, new Uri(Url));
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    /// <summary>Makes a bucket.</summary>
    public async Task NewBucket(string name)
    {
        using var http = new HttpClient();
        using var made = await http.PutAsync(new Uri($"{Url}/{name}"), null);
        made.EnsureSuccessStatusCode();
    }
}
