using System.Net.Http.Json;
using System.Text.Json;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Server.Kits;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Kits;

/// <summary>A server for tests in this process, and its control address.</summary>
internal sealed class ControlledServer : IAsyncDisposable
{
    private readonly HttpClient _http = new();

    private ControlledServer(RunningServer server) => Server = server;

    public RunningServer Server { get; }

    public Uri ControlUrl => new(Server.Host.ControlUrl!);

    public static async Task<ControlledServer> Start(string? wellKnown = null) => new(await RunningServer.Start(
        adjust: options => options with { IsEphemeral = true, HasTestControls = true, WellKnownKeys = wellKnown }));

    /// <summary>One whose time of day can be moved, as the program has it.</summary>
    public static async Task<ControlledServer> StartWithClock() => new(await RunningServer.StartWithOwnClock(
        new MovableClock(TimeProvider.System), static options => options with { IsEphemeral = true, HasTestControls = true }));

    public async Task<JsonElement> Ask(string method, string path, string? body = null)
    {
        var (status, answer) = await TryAsk(method, path, body);
        Assert.True(status == 200, answer.ToString());
        return answer;
    }

    public async Task<(int Status, JsonElement Answer)> TryAsk(string method, string path, string? body = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{ControlUrl}/{path}");
        request.Content = body is null ? null : new StringContent(body);
        change?.Invoke(request);
        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>The key of a user in an answer about an account.</summary>
    public static SigningCredentials KeyOf(JsonElement account, string user)
    {
        var key = account.GetProperty("users").EnumerateArray().First(one => one.GetProperty("name").GetString() == user);
        return new SigningCredentials(key.GetProperty("accessKeyId").GetString()!, Secret.FromText(key.GetProperty("secretAccessKey").GetString()));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
