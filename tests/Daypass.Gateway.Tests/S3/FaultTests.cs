using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;
using Microsoft.AspNetCore.Http;

namespace Daypass.Gateway.Tests.S3;

/// <summary>One of the sides does not go on: bounded, clear answers, and nothing half-written.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private RecordingStore _store = null!;

    public async Task InitializeAsync() => _store = await RecordingStore.Start();

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_store_that_is_away_is_503_and_what_is_known_of_it_is_told()
    {
        await using var world = await S3World.Start("http://127.0.0.1:1");
        using var client = world.Client(await world.AllPowerful());
        var answer = await client.Get("/lake/key");
        Assert.Equal("503 ServiceUnavailable", answer.Told);
        Assert.Equal("1", answer.Header("Retry-After"));
        Assert.Equal(503, (await client.Put("/lake/key", "x")).Status);
        Assert.Equal(503, (await client.Send("PUT", "/lake/key", new byte[200_000])).Status);
        Assert.False(world.Gateway.IsReady);
        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri(world.Url + "/readyz"));
        Assert.Equal("no store can be reached\n", await ready.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_store_that_comes_back_is_found_and_another_address_is_asked_meanwhile()
    {
        await using var world = await S3World.Start(_store.Url, adjust: settings => settings with
        {
            Stores = [settings.Stores[0] with { Urls = [new Uri("http://127.0.0.1:1"), new Uri(_store.Url)] }],
        });
        using var client = world.Client(await world.AllPowerful());
        for (var asked = 0; asked < 5; asked++)
        {
            Assert.Equal(200, (await client.Send("PUT", "/lake/key", new byte[100_000 * asked])).Status);
        }
    }

    [Fact]
    public async Task A_slow_store_is_503_SlowDown_and_a_small_write_is_not_sent_again()
    {
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.Instead = async http =>
        {
            await silent.Task.WaitAsync(http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        };
        await using var world = await S3World.Start(_store.Url, adjust: static settings => settings with
        {
            Times = settings.Times with { Idle = TimeSpan.FromMilliseconds(300) },
        });
        using var client = world.Client(await world.AllPowerful());
        Assert.Equal("503 SlowDown", (await client.Get("/lake/key")).Told);
        Assert.Equal("503 SlowDown", (await client.Get("/lake/?list-type=2")).Told);
        silent.SetResult();
    }

    [Fact]
    public async Task A_store_that_refuses_early_does_not_get_the_body()
    {
        _store.Instead = static async http =>
        {
            http.Response.StatusCode = 403;
            await http.Response.WriteAsync("<Error><Code>QuotaExceeded</Code><Message>full</Message></Error>");
            return true;
        };
        await using var world = await S3World.Start(_store.Url);
        using var client = world.Client(await world.AllPowerful());
        Assert.Equal("403 QuotaExceeded", (await client.Send("PUT", "/lake/key", new byte[8 * 1024 * 1024])).Told);
        Assert.Equal("100-continue", Assert.Single(_store.Seen).Header("Expect"));
    }

    [Fact]
    public async Task A_get_that_had_no_answer_is_asked_again_and_a_write_is_not()
    {
        _store.Objects["/lake/key"] = [7];
        var cut = 0;
        _store.Instead = http =>
        {
            if (Interlocked.Increment(ref cut) == 1)
            {
                http.Abort();
                return Task.FromResult(true);
            }

            return Task.FromResult(false);
        };
        await using var world = await S3World.Start(_store.Url);
        using var client = world.Client(await world.AllPowerful());
        Assert.Equal(200, (await client.Get("/lake/key")).Status);
        cut = 0;
        Assert.Equal(503, (await client.Put("/lake/other", "x")).Status);
        Assert.DoesNotContain(_store.Writes, static seen => seen.IsWhole);
    }

    [Fact]
    public async Task A_client_that_stops_sending_leaves_nothing_and_one_that_is_silent_hears_why()
    {
        await using var world = await S3World.Start(_store.Url, adjust: static settings => settings with
        {
            Times = settings.Times with { Idle = TimeSpan.FromMilliseconds(500) },
        });
        var caller = await world.AllPowerful();
        using var client = world.Client(caller);
        var body = RandomNumberGenerator.GetBytes(300_000);
        var headers = client.Sign("PUT", "/lake/key", SHA256.HashData(body));
        foreach (var hangsUp in new[] { true, false })
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, new Uri(world.Url).Port);
            var lines = string.Concat(headers.Select(static header => $"{header.Name}: {header.Value}\r\n"));
            var head = $"PUT /lake/key HTTP/1.1\r\n{lines}Content-Length: {body.Length}\r\n\r\n";
            await socket.SendAsync(Encoding.Latin1.GetBytes(head));
            await socket.SendAsync(body.AsMemory(0, 200_000));
            if (hangsUp)
            {
                socket.Shutdown(SocketShutdown.Both);
                continue;
            }

            using var reader = new StreamReader(new NetworkStream(socket));
            var answer = await reader.ReadToEndAsync();
            Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
            Assert.Contains("<Code>RequestTimeout</Code>", answer, StringComparison.Ordinal);
        }

        Assert.Empty(_store.Objects);
    }

    [Theory]
    [InlineData("PUT", "/lake/key")]
    [InlineData("POST", "/lake/?delete")]
    public async Task A_client_that_is_silent_before_a_short_body_hears_why(string method, string target)
    {
        await using var world = await S3World.Start(_store.Url, adjust: static settings => settings with
        {
            Times = settings.Times with { Idle = TimeSpan.FromMilliseconds(500) },
        });
        using var client = world.Client(await world.AllPowerful());
        var headers = client.Sign(method, target, SHA256.HashData(new byte[100]), new HeaderField("Content-MD5", "bQUiKkmNuQAqfCfiRAhDaA=="));
        var answer = await RawRequest.Send(new Uri(world.Url).Port, method, target, [.. headers, new("Content-Length", "100")], "some");
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("<Code>RequestTimeout</Code>", answer, StringComparison.Ordinal);
        Assert.Empty(_store.Seen);
    }

    [Theory]
    [InlineData("policy", 403)]
    [InlineData("lifecycle", 403)]
    [InlineData("tagging", 400)]
    public async Task The_document_of_somebody_who_may_not_send_it_is_not_read(string marker, int status)
    {
        await using var world = await S3World.Start(_store.Url);

        // The document never comes: who waited for it would answer when the client's time is over, with another status.
        HeaderField[] headers = [new("Host", new Uri(world.Url).Authority), new("Content-Length", "8000000"), new("Content-MD5", "bQUiKkmNuQAqfCfiRAhDaA==")];
        var answer = await RawRequest.SendHead(new Uri(world.Url).Port, "PUT", "/lake?" + marker, headers);
        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
        Assert.Empty(_store.Seen);
    }

    [Fact]
    public async Task A_store_that_breaks_off_breaks_the_answer_off()
    {
        _store.Instead = static async http =>
        {
            http.Response.ContentLength = 1_000_000;
            await http.Response.Body.WriteAsync(new byte[100_000]);
            await http.Response.Body.FlushAsync();
            http.Abort();
            return true;
        };
        await using var world = await S3World.Start(_store.Url);
        using var client = world.Client(await world.AllPowerful());
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.Get("/lake/key"));
    }

    [Fact]
    public async Task Without_the_server_known_callers_are_served_and_others_get_503()
    {
        await using var world = await S3World.Start(_store.Url, adjust: static settings => settings with
        {
            Server = settings.Server with { Patience = TimeSpan.FromSeconds(1) },
        });
        var caller = await world.AllPowerful();
        using var client = world.Client(caller);
        Assert.Equal(200, (await client.Put("/lake/key", "x")).Status);
        using var other = world.Client(await world.Assume($"arn:aws:iam::{world.Server.Account}:role/all", session: "other"));
        world.IsCutOff = true;
        Assert.Equal(200, (await client.Get("/lake/key")).Status);
        Assert.Equal("503 ServiceUnavailable", (await other.Get("/lake/key")).Told);
    }

    [Fact, Trait("Category", "slow")]
    public async Task A_thousand_connections_are_served()
    {
        await using var world = await S3World.Start(_store.Url);
        var caller = await world.AllPowerful();
        using var client = world.Client(caller);
        Assert.Equal(200, (await client.Put("/lake/key", "x")).Status);
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => client.Get("/lake/key")));
        Assert.All(answers, static answer => Assert.Equal(200, answer.Status));
    }
}
