using System.Net;
using System.Net.Sockets;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Testing.Databases;
using Daypass.Testing.Server;
using Xunit.Abstractions;

namespace Daypass.Server.Tests.Crashes;

/// <summary>
/// What was acknowledged is there after kill -9, and nothing is half-written: users, roles, policies, keys, memberships and tags, through the server's own API.
/// </summary>
/// <remarks>Cycles by default: 8 on SQLite and 4 on PostgreSQL; with DAYPASS_LONG=1 in the environment 200 and 50.</remarks>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Writers = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly bool Long = Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1";

    [Fact, Trait("Category", "slow")]
    public Task Every_acknowledged_write_survives_kills_on_SQLite() => Survive(Long ? 200 : 8);

    [Fact, Trait("Category", "slow"), Trait("Category", "foreign")]
    public async Task Every_acknowledged_write_survives_kills_on_PostgreSQL() =>
        await Survive(Long ? 50 : 4, "--database", await (await PostgresServer.Shared).CreateSchema());

    [Fact]
    public async Task An_interrupt_lets_running_requests_finish_and_ends_well()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path);
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        using var body = new HalfSentForm("Action=GetCallerIdentity&Version=2011-06-15");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = body };
        api.Sign(request, body.Whole, ServiceDescription.Get(Service.Sts), server.Profiles["admin"]);

        // Half of the body leaves only when the server, which reads the request by then, has asked for it.
        request.Headers.ExpectContinue = true;
        var answering = api.Send(request);
        await body.IsHalfSent.WaitAsync(Patience);

        var ending = server.Interrupt();
        await RefusesConnections(new Uri(server.Url));
        Assert.False(answering.IsCompleted);
        body.SendTheRest();

        using var answer = await answering;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(":user/admin", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await ending);
    }

    /// <summary>A server that stops takes no more requests.</summary>
    private static async Task RefusesConnections(Uri url)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync(url.Host, url.Port, enough.Token);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private async Task Survive(int cycles, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var (acknowledged, kept) = (0, 0);
        var killed = new List<MixedWriter>();
        for (var cycle = 0; cycle <= cycles; cycle++)
        {
            await using var server = await ServerProcess.Start(folder.Path, arguments);
            using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
            var admin = server.Profiles["admin"];
            if (cycle == 0)
            {
                await api.Get(new CreateGroupRequest { GroupName = MixedWriter.Group }, admin);
            }

            // What the last server acknowledged, asked of this one.
            foreach (var writer in killed)
            {
                kept += await writer.Check(api, admin);
            }

            await CheckCounts(api, admin);
            if (cycle == cycles)
            {
                break;
            }

            killed = [.. Enumerable.Range(0, Writers).Select(number => new MixedWriter($"c{cycle}w{number}"))];
            var writing = Task.WhenAll(killed.Select(writer => writer.Write(api, admin)));
            var enough = 5 + (cycle * 37 % 90);
            while (killed.Sum(static writer => writer.Acknowledged) < enough && !writing.IsCompleted)
            {
                await Task.Yield();
            }

            await server.Kill();
            await writing;
            acknowledged += killed.Sum(static writer => writer.Acknowledged);
        }

        output.WriteLine($"{cycles} kills, {acknowledged} writes acknowledged, none lost; {kept} kept without an acknowledgement");
        Assert.True(acknowledged >= cycles * 5, $"only {acknowledged} writes were acknowledged");
    }

    /// <summary>The counts that are kept beside the entities agree with them.</summary>
    private static async Task CheckCounts(ApiClient api, SigningCredentials admin)
    {
        var counts = (await api.Get(new GetAccountSummaryRequest(), admin))
            .SummaryMap.ToDictionary(static entry => entry.Key, static entry => entry.Value, StringComparer.Ordinal);
        var users = 0;
        string? marker = null;
        do
        {
            var page = await api.Get(new ListUsersRequest { MaxItems = 1000, Marker = marker }, admin);
            (users, marker) = (users + page.Users.Count, page.Marker);
        }
        while (marker is not null);

        var roles = 0;
        do
        {
            var page = await api.Get(new ListRolesRequest { MaxItems = 1000, Marker = marker }, admin);
            (roles, marker) = (roles + page.Roles.Count, page.Marker);
        }
        while (marker is not null);

        Assert.Equal((users, roles), (counts["Users"], counts["Roles"]));
    }
}
