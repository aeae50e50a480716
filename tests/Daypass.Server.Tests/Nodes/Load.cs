using System.Collections.Concurrent;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Nodes;

/// <summary>Clients of both nodes that sign what they send and judge every answer: roles in use, cold roles, sessions, forgeries and writes.</summary>
internal sealed class Load : IDisposable
{
    private const int ColdRoles = 200;

    /// <summary>What is shown is what is answered, not how fast; other tests run on this machine too.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private readonly TwoNodes _nodes;
    private readonly string _role;
    private readonly SigningCredentials _session;
    private readonly SigningCredentials _forged;
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentQueue<string> _cold = new();
    private Task _running = Task.CompletedTask;
    private long _longest;
    private int _hot;
    private int _unavailable;

    private Load(TwoNodes nodes, string role, SigningCredentials session)
    {
        (_nodes, _role, _session) = (nodes, role, session);
        _forged = nodes.Admin with { SecretAccessKey = Secret.FromText(new string('x', 40)) };
    }

    /// <summary>Answers that nobody should have got.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    /// <summary>Users whose creation was answered with success.</summary>
    public ConcurrentQueue<string> Acknowledged { get; } = new();

    /// <summary>How many were answered from memory, and how many with 503.</summary>
    public (int Hot, int Unavailable) Counts => (Volatile.Read(ref _hot), Volatile.Read(ref _unavailable));

    /// <summary>How long the slowest answer took since this was last asked.</summary>
    public TimeSpan TakeLongest() => new(Interlocked.Exchange(ref _longest, 0));

    public static async Task<Load> Prepare(TwoNodes nodes)
    {
        var role = await nodes.NewRole(nodes.First, "hot");
        var session = (await nodes.First.Get(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "session" }, nodes.Admin)).Credentials.ToSigning();
        var load = new Load(nodes, role, session);
        await Parallel.ForEachAsync(Enumerable.Range(0, ColdRoles), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
            load._cold.Enqueue(await nodes.NewRole(number % 2 == 0 ? nodes.First : nodes.Second, $"cold-{number}")));
        return load;
    }

    /// <summary>Begins, and returns when both nodes have in memory what is asked for again and again.</summary>
    public async Task Start()
    {
        foreach (var node in new[] { _nodes.First, _nodes.Second })
        {
            Assert.True(await Hot(node));
        }

        _running = Task.WhenAll(new[] { _nodes.First, _nodes.Second }.SelectMany(node => new[]
        {
            Repeat(async () =>
            {
                if (await Hot(node))
                {
                    Interlocked.Increment(ref _hot);
                }
            }),
            Repeat(() => Forgery(node)),
            Repeat(() => Cold(node)),
            Repeat(() => Write(node)),
        }));
    }

    public async Task End()
    {
        await _ended.CancelAsync();
        await _running;
    }

    /// <summary>Whether both nodes write, and read what is not in memory.</summary>
    public async Task<bool> WritesAndColdRolesWork()
    {
        foreach (var node in new[] { _nodes.First, _nodes.Second })
        {
            if (!await Write(node) || !await Cold(node))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>All users there are.</summary>
    public async Task<IReadOnlyCollection<string>> StoredUsers()
    {
        var stored = new HashSet<string>(StringComparer.Ordinal);
        string? marker = null;
        do
        {
            var page = await _nodes.Second.Get(new ListUsersRequest { MaxItems = 1000, Marker = marker }, _nodes.Admin);
            stored.UnionWith(page.Users.Select(static user => user.UserName!));
            marker = page.Marker;
        }
        while (marker is not null);
        return stored;
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private Task Repeat(Func<Task> request) => Task.Run(async () =>
    {
        while (!_ended.IsCancellationRequested)
        {
            var start = TimeProvider.System.GetTimestamp();
            await request();
            var took = TimeProvider.System.GetElapsedTime(start).Ticks;
            for (var known = Volatile.Read(ref _longest); took > known; known = Volatile.Read(ref _longest))
            {
                Interlocked.CompareExchange(ref _longest, took, known);
            }

            await Task.Delay(Pace);
        }
    });

    /// <summary>A role, a key and a session that are in memory: always yes.</summary>
    private async Task<bool> Hot(ApiClient node)
    {
        var assumed = await node.Call(new AssumeRoleRequest { RoleArn = _role, RoleSessionName = "session" }, _nodes.Admin);
        var identity = await node.Call(new GetCallerIdentityRequest(), assumed.Succeeded ? assumed.Value.Credentials.ToSigning() : _session);
        return Judge("hot role", assumed.Error, allowed: false) & Judge("session", identity.Error, allowed: false);
    }

    /// <summary>A wrong signature: always no.</summary>
    private async Task Forgery(ApiClient node)
    {
        var answer = await node.Call(new GetCallerIdentityRequest(), _forged);
        if (answer.Error?.Code != "SignatureDoesNotMatch")
        {
            Wrong.Enqueue($"a forged request was answered with {answer.Error?.Code ?? "success"}");
        }
    }

    /// <summary>A role this node may not have in memory: yes or 503.</summary>
    private async Task<bool> Cold(ApiClient node)
    {
        if (!_cold.TryDequeue(out var arn))
        {
            return true;
        }

        // Put back when it was not answered: it is as cold as before.
        var answer = await node.Call(new AssumeRoleRequest { RoleArn = arn, RoleSessionName = "session" }, _nodes.Admin);
        if (!answer.Succeeded)
        {
            _cold.Enqueue(arn);
        }

        return Judge("cold role", answer.Error, allowed: true);
    }

    /// <summary>A write: yes or 503.</summary>
    private async Task<bool> Write(ApiClient node)
    {
        var name = $"u-{Guid.NewGuid():n}";
        var answer = await node.Call(new CreateUserRequest { UserName = name }, _nodes.Admin);
        if (answer.Succeeded)
        {
            Acknowledged.Enqueue(name);
        }

        return Judge("write", answer.Error, allowed: true);
    }

    /// <summary>True when it was answered well; what may be unavailable may be so only with 503.</summary>
    private bool Judge(string what, AwsError? error, bool allowed)
    {
        if (error is null)
        {
            return true;
        }

        if (error is { Code: "ServiceUnavailable", Status: 503 } && allowed)
        {
            Interlocked.Increment(ref _unavailable);
        }
        else
        {
            Wrong.Enqueue($"{what}: {error.Status} {error.Code}: {error.Message}");
        }

        return false;
    }
}
