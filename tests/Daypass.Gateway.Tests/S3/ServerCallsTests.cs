using System.Net;
using Daypass.Protocol.Sts;
using Daypass.Testing.Server;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Programs that know one endpoint for everything.</summary>
public sealed class ServerCallsTests
{
    [Fact]
    public async Task Calls_of_STS_are_handed_to_the_server_where_the_operator_wants_it()
    {
        await using var store = await RecordingStore.Start();
        await using var world = await S3World.Start(store.Url, adjust: static settings => settings with
        {
            Server = settings.Server with { TakesCalls = true },
        });
        var caller = await world.AllPowerful();
        using var api = new ApiClient(new Uri(world.Url), TimeProvider.System);
        var identity = await api.Get(new GetCallerIdentityRequest(), caller);
        Assert.Equal($"arn:aws:sts::{world.Server.Account}:assumed-role/all/session", identity.Arn);

        // A form in the name of S3 is a request to S3, and so is one to a bucket's host.
        using var client = world.Client(caller);
        Assert.Equal(200, (await client.Put("/lake/key", "x")).Status);
        Assert.Equal(200, (await client.Get("/lake/key")).Status);
        Assert.Equal(2, store.Seen.Count);
    }

    [Fact]
    public async Task Elsewhere_they_are_no_requests_to_S3()
    {
        await using var store = await RecordingStore.Start();
        await using var world = await S3World.Start(store.Url);
        using var http = new HttpClient();
        using var answer = await http.PostAsync(
            new Uri(world.Url), new FormUrlEncodedContent([new("Action", "GetCallerIdentity"), new("Version", "2011-06-15")]));
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(store.Seen);
    }
}
