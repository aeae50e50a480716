using Daypass.Core.Throttling;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Microsoft.Extensions.Logging;

namespace Daypass.Testing.Server;

/// <summary>A real server in this process: real HTTP on a free port, a real database in a folder of its own, the test's clock.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private RunningServer(TemporaryFolder folder, ServerHost host, TimeProvider clock, LogLines log)
    {
        _folder = folder;
        Host = host;
        Clock = clock;
        Log = log;
        Profiles = CredentialProfiles.Read(Path.Combine(folder.Path, "credentials"));
        Api = new ApiClient(new Uri(host.Urls[0]), clock);
    }

    /// <summary>The server.</summary>
    public ServerHost Host { get; }

    /// <summary>Its clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Everything it logged.</summary>
    public LogLines Log { get; }

    /// <summary>Calls it with signed requests.</summary>
    public ApiClient Api { get; }

    /// <summary>Where it listens.</summary>
    public string Url => Host.Urls[0];

    /// <summary>Its data folder.</summary>
    public string DataFolder => _folder.Path;

    /// <summary>The profiles of the first start's credentials file.</summary>
    public IReadOnlyDictionary<string, SigningCredentials> Profiles { get; }

    /// <summary>The first account's root.</summary>
    public SigningCredentials Root => Profiles["root"];

    /// <summary>The first account's user <c>admin</c>.</summary>
    public SigningCredentials Admin => Profiles["admin"];

    /// <summary>The first account.</summary>
    public string Account => AccessKeyId.TryGetAccount(Admin.AccessKeyId, out var account) ? account.ToString()
        : throw new InvalidOperationException("The first key carries no account.");

    /// <summary>Starts one.</summary>
    /// <param name="clock">The test's clock; the machine's when null.</param>
    /// <param name="adjust">Changes the options.</param>
    public static Task<RunningServer> Start(TimeProvider? clock = null, Func<ServerOptions, ServerOptions>? adjust = null)
    {
        var time = clock ?? TimeProvider.System;
        return Start(time, new ServerClock(time), adjust);
    }

    /// <summary>Starts one whose clock is the server's own, timers and timestamps included; clients sign by the machine's.</summary>
    public static Task<RunningServer> StartWithOwnClock(TimeProvider clock, Func<ServerOptions, ServerOptions>? adjust = null) =>
        Start(TimeProvider.System, clock, adjust);

    private static async Task<RunningServer> Start(TimeProvider clients, TimeProvider server, Func<ServerOptions, ServerOptions>? adjust)
    {
        var folder = new TemporaryFolder();
        var log = new LogLines();
        var options = new ServerOptions
        {
            Urls = "http://127.0.0.1:0",
            DataDirectory = folder.Path,

            // How many calls a test makes in a second is the machine's affair.
            Limits = new LimitOptions { Rates = AdmissionRates.Unlimited },
        };
        var host = await ServerHost.Start(
            adjust?.Invoke(options)
            ?? options, server, logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug), CancellationToken.None);
        return new RunningServer(folder, host, clients, log);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
