using System.Text.Json;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Kits;

/// <summary>Where tests ask whether moto or LocalStack is up.</summary>
public sealed class FamiliarPathTests
{
    [Theory]
    [InlineData("GET", "/health", 200, "services")]
    [InlineData("GET", "/_localstack/health", 200, "services")]
    [InlineData("HEAD", "/_localstack/health", 200, null)]
    [InlineData("GET", "/_localstack/init/ready", 200, "completed")]
    [InlineData("GET", "/_localstack/diagnose", 404, "note")]
    [InlineData("GET", "/moto-api/", 200, "note")]
    [InlineData("GET", "/moto-api/data.json", 200, "note")]
    [InlineData("POST", "/moto-api/reset", 404, "error")]
    [InlineData("GET", "/moto-api/reset", 404, "error")]
    public async Task It_is_answered_without_posing_as_either(string method, string path, int status, string? member)
    {
        await using var server = await RunningServer.Start();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), server.Url.TrimEnd('/') + path);
        using var answer = await http.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, static header => header.Key.Contains("localstack", StringComparison.OrdinalIgnoreCase));
        if (member is not null)
        {
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.True(body.RootElement.TryGetProperty(member, out _), body.RootElement.ToString());
        }
    }

    [Fact]
    public async Task The_reset_of_moto_resets_a_server_for_tests()
    {
        await using var server = await ControlledServer.Start();
        await server.Ask("POST", "accounts", """{"id":"222233334444"}""");
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(new Uri(server.Server.Url), "/moto-api/reset"), null);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Single((await server.Ask("GET", "accounts")).GetProperty("accounts").EnumerateArray());
    }
}
