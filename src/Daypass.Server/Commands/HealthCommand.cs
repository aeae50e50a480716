using System.CommandLine;
using System.Text.Json;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server health [URL]</c>: asks a server whether requests should come, where there is no other program that could ask, as in a
/// container.</summary>
internal static class HealthCommand
{
    private const int LongestAnswer = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var url = new Argument<string>("URL")
        {
            Description = "The server, or where it says its metrics.",
            DefaultValueFactory = static _ => "http://127.0.0.1:8017",
        };
        var command = new Command("health", "Ask a running server whether it is ready; exit code 0 when requests should come, else 1 and the reasons.") { url };
        command.SetAction((parsed, cancelled) => Ask(parsed, parsed.GetValue(url)!, cancelled));
        return command;
    }

    private static async Task<int> Ask(ParseResult parsed, string url, CancellationToken cancelled)
    {
        var said = parsed.InvocationConfiguration;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            await said.Error.WriteLineAsync($"daypass-server: {url} is not the URL of a server, such as http://127.0.0.1:8017.");
            return 1;
        }

        // Whoever asks about this server means it, not what a proxy of the environment has to say.
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer };
        try
        {
            using var answer = await http.GetAsync(new Uri(server, "/readyz"), cancelled);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancelled));
            var reasons = body.RootElement.GetProperty("reasons").EnumerateArray().Select(static reason => reason.GetString());
            await said.Output.WriteLineAsync($"{body.RootElement.GetProperty("status").GetString()}: {string.Join(' ', reasons)}".TrimEnd(' ', ':'));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancelled.IsCancellationRequested)
        {
            // The answer of an http address is taken for the beginning of a TLS message, and is none.
            var isPlain = server.Scheme == "https" && failure.InnerException?.Message.Contains("frame", StringComparison.Ordinal) is true;
            var cause = isPlain ? "it does not speak TLS; is it an http address"
                : failure is TaskCanceledException ? $"nothing was answered within {Patience.TotalSeconds} seconds" : failure.Message.TrimEnd('.');
            await said.Error.WriteLineAsync($"daypass-server: {server} cannot be asked: {cause}{(isPlain ? '?' : '.')}");
            return 1;
        }
        catch (Exception strange) when (strange is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            await said.Error.WriteLineAsync($"daypass-server: what answers at {server} is not Daypass.");
            return 1;
        }
    }
}
