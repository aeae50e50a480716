using Amazon.Runtime;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Kits;
using Microsoft.Extensions.Logging;

namespace Daypass.Testing;

/// <summary>A real STS and IAM in this process, on a free port of loopback, for one test or for all tests of a run.</summary>
/// <remarks>Parallel tests each take an account of their own (<see cref="NewAccount(string?, CancellationToken)"/>); <see cref="Reset"/> and snapshots
/// are about the whole server.</remarks>
public sealed class DaypassServer : IAsyncDisposable
{
    private readonly EphemeralFolder _folder;
    private readonly ServerHost _host;
    private readonly DaypassAccount _first;

    private DaypassServer(EphemeralFolder folder, ServerHost host, IReadOnlyList<TestAccount> accounts, string? first)
    {
        (_folder, _host) = (folder, host);
        Url = new Uri(host.Urls[0]);
        Accounts = [.. accounts.Select(account => new DaypassAccount(this, account))];
        _first = Accounts.FirstOrDefault(account => account.Id == first) ?? Accounts[0];
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>The accounts that it began with, those of the world.</summary>
    public IReadOnlyList<DaypassAccount> Accounts { get; }

    /// <summary>The first account of the world.</summary>
    public DaypassAccount Account => _first;

    /// <summary>The server's clock. Clients sign by the machine's, whatever this one tells.</summary>
    public MovableClock Clock => Controls.Clock!;

    /// <summary>What was decided about each request so far, the oldest first; the newest ten thousand.</summary>
    public IReadOnlyList<RecordedDecision> Decisions => Controls.Decisions.After(0);

    private TestControls Controls => _host.Controls!;

    /// <summary>Starts one.</summary>
    /// <param name="world">What is in it; an account with a user <c>admin</c> when null.</param>
    /// <param name="adjust">Changes how it is started.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="StartException">It cannot start; the message says why. For a world that is refused it says where.</exception>
    public static async Task<DaypassServer> StartAsync(
        Action<WorldBuilder>? world = null, Action<DaypassServerOptions>? adjust = null, CancellationToken cancelled = default)
    {
        var options = new DaypassServerOptions();
        adjust?.Invoke(options);
        var folder = EphemeralFolder.Create();
        try
        {
            var (file, first) = await WriteWorld(world, options, folder, cancelled);
            var host = await ServerHost.Start(
                new ServerOptions
                {
                    Urls = "http://127.0.0.1:0",
                    DataDirectory = folder.Path,
                    IsEphemeral = true,
                    HasTestControls = true,
                    World = file,
                    WellKnownKeys = options.WellKnownKeys,
                    Audit = new AuditOptions { Targets = ["none"] },
                    Limits = new LimitOptions { Rates = Daypass.Core.Throttling.AdmissionRates.Unlimited },
                },
                new MovableClock(options.TimeProvider ?? TimeProvider.System),
                options.Logging ?? (static logging => logging.ClearProviders()),
                cancelled);
            return new DaypassServer(folder, host, await host.Controls!.Accounts(cancelled), first);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>An account of its own for one test, with a root key and a user <c>admin</c> who may do everything.</summary>
    /// <param name="id">Its 12 digits; drawn when null.</param>
    /// <param name="cancelled">Gives up.</param>
    public async Task<DaypassAccount> NewAccount(string? id = null, CancellationToken cancelled = default) =>
        new(this, await Controls.NewAccount(id, "test", cancelled));

    /// <summary>A new account with more in it.</summary>
    /// <param name="fill">Says what; the account is there already.</param>
    /// <param name="cancelled">Gives up.</param>
    public async Task<DaypassAccount> NewAccount(Action<AccountBuilder> fill, CancellationToken cancelled = default)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var made = await Controls.NewAccount(null, "test", cancelled);
        var world = new WorldBuilder();
        fill(world.AccountAsItIs(made.Id));
        var accounts = await Controls.Apply(world.ToUtf8(), cancelled);
        return new DaypassAccount(this, accounts.First(account => account.Id == made.Id));
    }

    /// <summary>Makes and changes what the world says; what it does not mention stays. Returns all accounts as they are then.</summary>
    /// <exception cref="TestControlException">The world is refused; the message says where and why.</exception>
    public async Task<IReadOnlyList<DaypassAccount>> Apply(Action<WorldBuilder> world, CancellationToken cancelled = default)
    {
        ArgumentNullException.ThrowIfNull(world);
        var built = new WorldBuilder();
        world(built);
        return [.. (await Controls.Apply(built.ToUtf8(), cancelled)).Select(account => new DaypassAccount(this, account))];
    }

    /// <summary>Everything is as it was after the start: what is stored, the clock, and no decisions.</summary>
    public Task Reset(CancellationToken cancelled = default) => Controls.Reset(cancelled);

    /// <summary>What is stored now, to go back to.</summary>
    public async Task<DaypassSnapshot> Snapshot(CancellationToken cancelled = default) =>
        new(Controls, await Controls.TakeSnapshot(cancelled));

    /// <summary>A client of the AWS SDK for .NET that is a user of the first account.</summary>
    /// <typeparam name="TClient">Such as <c>AmazonSecurityTokenServiceClient</c> or <c>AmazonIdentityManagementServiceClient</c>.</typeparam>
    /// <param name="user">The user's name, or <c>root</c>.</param>
    public TClient Client<TClient>(string user = DaypassAccount.Admin) where TClient : AmazonServiceClient => Account.Client<TClient>(user);

    /// <summary>A client with any credentials, those of a session too.</summary>
    /// <typeparam name="TClient">Such as <c>AmazonSecurityTokenServiceClient</c>.</typeparam>
    /// <param name="credentials">The credentials.</param>
    public TClient Client<TClient>(AWSCredentials credentials) where TClient : AmazonServiceClient => SdkClient<TClient>.Create(Url, credentials);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<(string? File, string? First)> WriteWorld(
        Action<WorldBuilder>? world, DaypassServerOptions options, EphemeralFolder folder, CancellationToken cancelled)
    {
        if (world is null && options.WorldFile is { } file)
        {
            return (file, null);
        }

        var built = new WorldBuilder();
        (world ?? (static one => one.Account()))(built);
        var path = Path.Combine(folder.Path, "world.json");
        await File.WriteAllBytesAsync(path, built.ToUtf8().ToArray(), cancelled);
        return (path, built.FirstAccount);
    }
}
