using System.CommandLine;
using Daypass.Server.Hosting;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server env [URL]</c>: the lines to paste once more.</summary>
internal static class EnvCommand
{
    public static Command Create()
    {
        var url = new Argument<string>("URL")
        {
            Description = "The server's address.",
            DefaultValueFactory = static _ => "http://127.0.0.1:8017",
        };
        var data = new Option<string>("--data") { Description = "The server's folder.", DefaultValueFactory = static _ => "./data" };
        var command = new Command("env", "Print the lines that make a shell use the server with its first credentials: eval \"$(daypass-server env)\".")
        {
            url, data,
        };
        command.SetAction((parsed, _) => Print(parsed, parsed.GetValue(url)!.TrimEnd('/'), parsed.GetValue(data)!));
        return command;
    }

    private static async Task<int> Print(ParseResult parsed, string url, string data)
    {
        var said = parsed.InvocationConfiguration;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            await said.Error.WriteLineAsync($"daypass-server: {url} is not the URL of a server, such as http://127.0.0.1:8017.");
            return 1;
        }

        if (ShellLines.Find(url, data) is not { } lines)
        {
            await said.Error.WriteLineAsync(
                $"daypass-server: {Path.GetFullPath(data)} has no credentials; --data names the folder of a server that was started.");
            return 1;
        }

        await said.Output.WriteLineAsync(lines);
        return 0;
    }
}
