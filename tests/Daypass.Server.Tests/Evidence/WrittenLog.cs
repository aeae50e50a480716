using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Tests.Commands;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Evidence;

/// <summary>The audit log of two runs of a server with a rotation in each of them, in three files, for tests that change copies of it.</summary>
public sealed class WrittenLog : IAsyncLifetime
{
    /// <summary>The names of the files, the oldest first.</summary>
    public static readonly string[] Names = ["audit.jsonl.2", "audit.jsonl.1", "audit.jsonl"];

    private readonly ManualClock _clock = new();

    /// <summary>The server's folder, with its database.</summary>
    internal TemporaryFolder Folder { get; } = new();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await Run(async (host, admin) =>
        {
            await Call(host, admin, 20);
            Rotate();
            host.Reload();
            await Call(host, admin, 20);
        });
        await Run((host, admin) => Call(host, admin, 10));
        Rotate();
        await Run((host, admin) => Call(host, admin, 10));
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>A copy of the files in a folder of their own.</summary>
    internal TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        foreach (var name in Names)
        {
            File.Copy(Path.Combine(Folder.Path, name), Path.Combine(copy.Path, name));
        }

        return copy;
    }

    /// <summary>What <c>audit verify</c> says of a folder.</summary>
    internal Task<(int Code, string Output, string Errors)> Verify(string logs, params IEnumerable<string> more) =>
        ServerProgram.Run(["audit", "verify", logs, .. more, "--data", Folder.Path]);

    private static async Task Call(ServerHost host, SigningCredentials admin, int count)
    {
        using var api = new ApiClient(new Uri(host.Urls[0]), host.Service.Parts.Clock);
        for (var call = 0; call < count; call++)
        {
            // Some wait for their record and some do not, so that not every line has a code.
            await api.Get(new GetCallerIdentityRequest(), admin);
            await api.Get(new GetCallerIdentityRequest(), admin);
            await api.Get(new GetSessionTokenRequest(), admin);
        }
    }

    private async Task Run(Func<ServerHost, SigningCredentials, Task> work)
    {
        var options = new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = Folder.Path };
        await using var host = await ServerHost.Start(options, _clock, static logging => { }, default);
        await work(host, CredentialProfiles.Read(Path.Combine(Folder.Path, "credentials"))["admin"]);
        _clock.Advance(TimeSpan.FromMinutes(1));
    }

    private void Rotate()
    {
        for (var number = 1; number >= 0; number--)
        {
            var from = Path.Combine(Folder.Path, number == 0 ? "audit.jsonl" : "audit.jsonl.1");
            if (File.Exists(from))
            {
                File.Move(from, Path.Combine(Folder.Path, $"audit.jsonl.{number + 1}"));
            }
        }
    }
}
