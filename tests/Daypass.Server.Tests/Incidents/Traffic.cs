using System.Collections.Concurrent;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Incidents;

/// <summary>Clients of all nodes who use what is encrypted while its key changes: keys, sessions, and access keys that are made, used and deleted.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Site _site;
    private readonly string _role;
    private readonly SigningCredentials _session;
    private Task _running = Task.CompletedTask;
    private int _rounds;

    private Traffic(Site site, string role, SigningCredentials session) => (_site, _role, _session) = (site, role, session);

    /// <summary>Every answer that was none.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    /// <summary>Starts it, and returns when it goes.</summary>
    public static async Task<Traffic> Start(Site site, string role, SigningCredentials session)
    {
        var traffic = new Traffic(site, role, session);
        traffic._running = Task.WhenAll(site.Nodes.SelectMany(node => new[]
        {
            traffic.Repeat(() => traffic.Use(node)), traffic.Repeat(() => traffic.Make(node)),
        }));
        await traffic.Lasts();
        return traffic;
    }

    /// <summary>Returns when it has gone on for a while.</summary>
    public async Task Lasts()
    {
        var until = Volatile.Read(ref _rounds) + 40;
        await Nodes.Spread.TimeUntil(() => Task.FromResult(Volatile.Read(ref _rounds) >= until));
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _running;
        _ended.Dispose();
    }

    private Task Repeat(Func<Task> round) => Task.Run(async () =>
    {
        while (!_ended.IsCancellationRequested)
        {
            await round();
            Interlocked.Increment(ref _rounds);
        }
    });

    private async Task Use(ApiClient node)
    {
        Judge("session", await node.Call(new GetCallerIdentityRequest(), _session));
        var assumed = await node.Call(new AssumeRoleRequest { RoleArn = _role, RoleSessionName = "traffic" }, _site.Admin);
        if (Judge("assume", assumed))
        {
            Judge("assumed", await node.Call(new GetCallerIdentityRequest(), assumed.Value!.Credentials!.ToSigning()));
        }
    }

    private async Task Make(ApiClient node)
    {
        var name = $"busy-{Guid.NewGuid():n}";
        if (!Judge("user", await node.Call(new CreateUserRequest { UserName = name }, _site.Admin)))
        {
            return;
        }

        var made = await node.Call(new CreateAccessKeyRequest { UserName = name }, _site.Admin);
        if (Judge("key", made))
        {
            var key = made.Value!.AccessKey!;
            Judge("made", await node.Call(new GetCallerIdentityRequest(), new SigningCredentials(key.AccessKeyId!, Secret.FromText(key.SecretAccessKey!))));
            Judge("delete key", await node.Call(new DeleteAccessKeyRequest { UserName = name, AccessKeyId = key.AccessKeyId! }, _site.Admin));
        }

        Judge("delete", await node.Call(new DeleteUserRequest { UserName = name }, _site.Admin));
    }

    private bool Judge<T>(string what, Result<T> answer)
    {
        if (!answer.Succeeded)
        {
            Wrong.Enqueue($"{what}: {answer.Error.Status} {answer.Error.Code}: {answer.Error.Message}");
        }

        return answer.Succeeded;
    }
}
