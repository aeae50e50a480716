using Daypass.Protocol.Iam;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests;

/// <summary>What was acknowledged is there after a crash.</summary>
public sealed class CrashTests
{
    private const int Cycles = 50;
    private const int Writers = 4;

    [Fact, Trait("Category", "slow")]
    public async Task Every_acknowledged_user_survives_fifty_kills()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            await using var server = await ServerProcess.Start(folder.Path);
            using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
            var stream = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Write(api, server, $"u-{cycle}-{writer}-", acknowledged)));
            var enough = acknowledged.Count + 20 + (7 * (cycle % 5));
            while (Count(acknowledged) < enough && !stream.IsCompleted)
            {
                await Task.Yield();
            }

            await server.Kill();
            await stream;
        }

        await using var last = await ServerProcess.Start(folder.Path);
        using var reader = new ApiClient(new Uri(last.Url), TimeProvider.System);
        var stored = new HashSet<string>(StringComparer.Ordinal);
        for (string? marker = null; ;)
        {
            var page = await reader.Get(new ListUsersRequest { MaxItems = 1000, Marker = marker }, last.Profiles["admin"]);
            stored.UnionWith(page.Users.Select(static user => user.UserName!));
            if ((marker = page.Marker) is null)
            {
                break;
            }
        }

        Assert.True(acknowledged.Count >= Cycles * 20, $"only {acknowledged.Count} users were acknowledged");
        Assert.Empty(acknowledged.Except(stored));
    }

    [Fact]
    public async Task An_interrupt_lets_running_requests_finish_and_ends_well()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path);

        Assert.Equal(0, await server.Interrupt());
    }

    private static int Count(HashSet<string> acknowledged)
    {
        lock (acknowledged)
        {
            return acknowledged.Count;
        }
    }

    /// <summary>Creates users until the server is gone; each is noted only after its answer arrived.</summary>
    private static async Task Write(ApiClient api, ServerProcess server, string prefix, HashSet<string> acknowledged)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var made = await api.Get(new CreateUserRequest { UserName = prefix + number }, server.Profiles["admin"]);
                lock (acknowledged)
                {
                    acknowledged.Add(made.User!.UserName!);
                }
            }
        }
        catch (HttpRequestException)
        {
            // The kill this test is about.
            return;
        }
    }
}
