using System.Net;
using System.Text.Json.Nodes;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Testing.Network;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Audit;

/// <summary>A collector gets every record, however often it is away; what it has not taken is on the disk, and only so much of it.</summary>
public sealed class PushTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Records_wait_in_the_spool_while_the_collector_refuses_and_come_in_order_when_it_does_not()
    {
        using var folder = new TemporaryFolder();
        var token = Path.Combine(folder.Path, "token");
        await File.WriteAllTextAsync(token, "canary-token\n");
        using var collector = new Collector { Status = 503 };
        await using (var server = await Start(folder, collector, token))
        {
            for (var call = 0; call < 20; call++)
            {
                Assert.True((await Session(server)).Succeeded);
            }

            Assert.Empty(collector.Records);
            await Until(() => server.Log.All.Any(static line => line.Contains("cannot be pushed to ", StringComparison.Ordinal)));
            Assert.DoesNotContain(server.Log.All, static line => line.Contains("canary", StringComparison.Ordinal));
            collector.Status = 200;
            await Until(() => collector.Records.Count >= 21);
        }

        Assert.Equal(Enumerable.Range(1, 21), collector.Records.Take(21).Select(static record => (int)record["recordNumber"]!));
        Assert.Equal("Bearer canary-token", collector.Authorization);
        Assert.Equal("application/x-ndjson", collector.ContentType);
    }

    [Fact]
    public async Task A_disk_that_was_in_trouble_for_a_while_stops_nothing_for_good()
    {
        using var folder = new TemporaryFolder();
        using var collector = new Collector();
        await using var server = await Start(folder, collector, null);
        Assert.True((await Session(server)).Succeeded);
        await Until(() => collector.Records.Count >= 2);

        // Where the cursor is to be written there is something in the way.
        var inTheWay = Directory.CreateDirectory(Path.Combine(folder.Path, "spool", "taken.new"));
        Assert.True((await Session(server)).Succeeded);
        await Until(() => server.Log.All.Any(static line => line.Contains("cannot be pushed to ", StringComparison.Ordinal)));
        inTheWay.Delete();
        Assert.True((await Session(server)).Succeeded);
        await Until(() => collector.Records.Select(static record => (int)record["recordNumber"]!).Distinct().Count() >= 4);
        await Until(() => server.Log.All.Any(static line => line.Contains(" again.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_full_spool_stops_the_service_and_what_was_kept_comes_after_the_next_start()
    {
        using var folder = new TemporaryFolder();
        using var collector = new Collector { Status = 400 };
        int kept;
        await using (var server = await Start(folder, collector, null))
        {
            for (kept = 1; (await Session(server)).Succeeded; kept++)
            {
                Assert.True(kept < 10_000, "a spool takes no end of records");
            }

            Assert.Contains(server.Log.All, static line => line.Contains("The spool is full", StringComparison.Ordinal));
            using var http = new HttpClient();
            using var ready = await http.GetAsync(new Uri(server.Url + "/readyz"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }

        Assert.Empty(collector.Records);
        collector.Status = 204;
        await using var again = await Start(folder, collector, null);
        await Until(() => collector.Records.Count > kept);
        Assert.Equal(Enumerable.Range(1, kept), collector.Records.Take(kept).Select(static record => (int)record["recordNumber"]!));
        await Until(async () => (await Session(again)).Succeeded);
    }

    private static Task<RunningServer> Start(TemporaryFolder folder, Collector collector, string? token) => RunningServer.Start(
        null, options => options with
        {
            Audit = new AuditOptions
            {
                Targets = [collector.Url],
                SpoolFolder = Path.Combine(folder.Path, "spool"),
                SpoolBytes = 64 * 1024,
                PushTokenFile = token,
            },
        });

    private static Task<Protocol.Errors.Result<GetSessionTokenResponse>> Session(RunningServer server) =>
        server.Api.Call(new GetSessionTokenRequest(), server.Admin);

    private static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    private static async Task Until(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "it did not come about");
            await Task.Yield();
        }
    }

    /// <summary>Takes what is posted, or answers something else.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly List<JsonObject> _records = [];
        private volatile int _status = 200;

        public Collector()
        {
            Url = $"http://127.0.0.1:{FreePort.Find()}/audit/";
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _ = Task.Run(Serve);
        }

        public string Url { get; }

        public int Status
        {
            get => _status;
            set => _status = value;
        }

        public string? Authorization { get; private set; }

        public string? ContentType { get; private set; }

        public IReadOnlyList<JsonObject> Records
        {
            get
            {
                lock (_records)
                {
                    return [.. _records];
                }
            }
        }

        public void Dispose() => _listener.Close();

        private async Task Serve()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                using var reader = new StreamReader(context.Request.InputStream);
                var body = await reader.ReadToEndAsync();
                (Authorization, ContentType) = (context.Request.Headers["Authorization"], context.Request.ContentType);
                var status = Status;
                if (status < 300)
                {
                    lock (_records)
                    {
                        _records.AddRange(body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!.AsObject()));
                    }
                }

                context.Response.StatusCode = status;
                context.Response.Close();
            }
        }
    }
}
