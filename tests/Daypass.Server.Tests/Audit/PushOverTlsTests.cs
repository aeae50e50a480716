using System.Text;
using Daypass.Protocol.Sts;
using Daypass.Testing;
using Daypass.Testing.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Daypass.Server.Tests.Audit;

/// <summary>A collector across a network is asked for its certificate, and gets nothing unless the machine trusts it.</summary>
public sealed class PushOverTlsTests
{
    [Fact]
    public async Task Only_a_collector_whom_the_machine_trusts_gets_records()
    {
        using var folder = new TemporaryFolder();
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority("Somebody else");
        using var certificate = authority.Issue();
        var came = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var tried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Use(next => connection =>
            {
                tried.TrySetResult();
                return next(connection);
            });
            listen.UseHttps(certificate);
        }));
        await using var collector = builder.Build();
        collector.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            came.TrySetResult(await reader.ReadToEndAsync());
        });
        await collector.StartAsync();
        var url = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/audit";

        // The machine trusts another authority: the call is served, the records stay.
        await using (var server = await Start(folder, stranger, url))
        {
            await Ask(server);
            await tried.Task;
            Assert.Equal(0, await server.Interrupt());
        }

        Assert.False(came.Task.IsCompleted, "a collector whom nobody vouches for got records");
        await using (var server = await Start(folder, authority, url))
        {
            Assert.Contains("\"eventName\":\"GetCallerIdentity\"", await came.Task, StringComparison.Ordinal);
            Assert.Equal(0, await server.Interrupt());
        }
    }

    private static async Task<ServerProcess> Start(TemporaryFolder folder, TestAuthority trusted, string url)
    {
        var roots = Path.Combine(folder.Path, "roots.pem");
        await File.WriteAllTextAsync(roots, trusted.Root.ExportCertificatePem());
        return await ServerProcess.StartWith(
            new Dictionary<string, string> { ["SSL_CERT_FILE"] = roots, ["SSL_CERT_DIR"] = folder.Path },
            Path.Combine(folder.Path, "data"), "--audit", url);
    }

    private static async Task Ask(ServerProcess server)
    {
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        await api.Get(new GetCallerIdentityRequest(), server.Profiles["daypass-admin"]);
    }
}
