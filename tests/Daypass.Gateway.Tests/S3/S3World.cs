using System.Net;
using Daypass.Gateway.S3.Hosting;
using Daypass.Gateway.S3.Settings;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Gateway.Tests.S3;

/// <summary>An S3 gateway between a real server and a store, whose calls to the server can be cut off.</summary>
internal sealed class S3World : IAsyncDisposable
{
    public const string Region = "eu-west-1";

    private readonly TemporaryFolder _folder = new();
    private readonly Switch _wire = new();
    private S3Host? _gateway;

    private S3World(RunningServer server) => Server = server;

    public RunningServer Server { get; }

    public S3Host Gateway => _gateway!;

    public string Url => Gateway.Urls[0];

    public string Folder => _folder.Path;

    public LogLines Log { get; } = new();

    public string AccessLog => Path.Combine(_folder.Path, "access.log");

    public string Denials => Path.Combine(_folder.Path, "denials.log");

    public string LastLines => string.Join('\n', Log.All.Where(static line => line.Contains("Daypass", StringComparison.Ordinal)).TakeLast(10));

    public bool IsCutOff
    {
        set => _wire.IsCutOff = value;
    }

    /// <summary>Starts one.</summary>
    /// <param name="store">The store's URL.</param>
    /// <param name="kind">What kind of store.</param>
    /// <param name="adjust">Changes the settings.</param>
    /// <param name="key">The store's key; that of <see cref="RecordingStore"/> when null.</param>
    public static async Task<S3World> Start(string store, string kind = "radosgw", Func<S3Settings, S3Settings>? adjust = null, SigningCredentials? key = null)
    {
        var world = new S3World(await RunningServer.Start(TimeProvider.System));
        var preset = StorePreset.All[kind];
        var settings = new S3Settings
        {
            Urls = "http://127.0.0.1:0",
            Domains = ["s3.localhost"],
            Region = Region,
            Server = new ServerSettings { Url = new Uri(world.Server.Url) },
            Accounts = [new AccountSettings(world.Server.Account, world.Server.Admin)],
            Stores =
            [
                new StoreSettings
                {
                    Name = "main",
                    Urls = [new Uri(store)],
                    Preset = preset,
                    Credentials = key ?? RecordingStore.Key,
                    Region = key is null ? "store-1" : preset.Region,
                    Operations = preset.Operations,
                },
            ],
            Buckets = new BucketSettings
            {
                Rules = [new BucketRule("lake", false, world.Server.Account, "main", null), new BucketRule("many-", true, world.Server.Account, "main", null)],
                Registry = Path.Combine(world.Folder, "buckets.json"),
                StoreForNew = "main",
            },
            AccessLog = new AccessLogSettings(world.AccessLog, IsJson: true),
            DenialFile = world.Denials,
        };
        world._gateway = await S3Host.Start(
            adjust?.Invoke(settings) ?? settings, null, new(), TimeProvider.System,
            logging => logging.AddProvider(world.Log).SetMinimumLevel(LogLevel.Debug), world._wire);
        await world.Heard();
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        _wire.IsCutOff = false;
        await StopGateway();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Ends the gateway before its time, so that its files are whole.</summary>
    public async Task StopGateway()
    {
        if (Interlocked.Exchange(ref _gateway, null) is { } gateway)
        {
            await gateway.DisposeAsync();
        }
    }

    /// <summary>A role with one inline policy of these statements.</summary>
    public async Task<string> NewRole(string name, string statements)
    {
        var trust = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{Server.Account}}"},"Action":["sts:AssumeRole","sts:TagSession"]}]}
            """;
        var role = (await Server.Api.Get(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = trust }, Server.Admin)).Role!;
        await Server.Api.Get(
            new PutRolePolicyRequest { RoleName = name, PolicyName = "policy", PolicyDocument = Document(statements) }, Server.Admin);
        return role.Arn!;
    }

    /// <summary>Credentials of a session of a role.</summary>
    public async Task<SigningCredentials> Assume(string role, string? policy = null, string session = "session")
    {
        var made = (await Server.Api.Get(
            new AssumeRoleRequest { RoleArn = role, RoleSessionName = session, Policy = policy }, Server.Admin)).Credentials!;
        await Heard();
        return new SigningCredentials(made.AccessKeyId, Secret.FromText(made.SecretAccessKey), made.SessionToken);
    }

    /// <summary>A session that may do what the statements say.</summary>
    public async Task<SigningCredentials> Session(string name, string statements) => await Assume(await NewRole(name, statements));

    /// <summary>A session that may do everything.</summary>
    public Task<SigningCredentials> AllPowerful() => Session("all", """{"Effect":"Allow","Action":"s3:*","Resource":"*"}""");

    /// <summary>Waits until the gateway has heard of everything that was committed.</summary>
    public async Task Heard()
    {
        var position = await Server.Host.Service.Parts.Store.ChangePosition(default);
        while (Gateway.Accounts.All.Any(account => account.Callers.Position < position))
        {
            await Task.Yield();
        }
    }

    /// <summary>A raw client of the gateway.</summary>
    public S3Client Client(SigningCredentials? credentials, string? host = null) => new(Url, credentials, host);

    private static string Document(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";

    private sealed class Switch() : DelegatingHandler(new SocketsHttpHandler())
    {
        public volatile bool IsCutOff;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => IsCutOff
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "cut off", null, HttpStatusCode.BadGateway)
            : base.SendAsync(request, cancellationToken);
    }
}
