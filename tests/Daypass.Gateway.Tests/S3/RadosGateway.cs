using System.Globalization;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Testing.Network;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Ceph's object gateway with an object store in memory, one for all tests that ask for it.</summary>
public sealed class RadosGateway : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ForeignProcess? _process;

    /// <summary>The key of its one user.</summary>
    public static SigningCredentials Key { get; } = new("RADOSKEYID0123456789", Secret.FromText("the-secret-of-the-rados-gateway"));

    public string Url { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var (port, monitor) = (FreePort.Find(), FreePort.Find());
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        _process = ForeignProcess.Start(
            Path.Combine(ForeignProgram.Tools, "s3", "radosgw.sh"),
            [_folder.Path, port.ToString(CultureInfo.InvariantCulture), monitor.ToString(CultureInfo.InvariantCulture), Key.AccessKeyId,
                Key.SecretAccessKey.Reveal()]);
        using var http = new HttpClient();
        while (!_process.Output.Contains("ready", StringComparison.Ordinal))
        {
            await _process.WaitFor(http, new Uri(Url));
        }
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
