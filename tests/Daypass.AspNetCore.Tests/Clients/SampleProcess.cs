using System.Diagnostics;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;

namespace Daypass.AspNetCore.Tests.Clients;

/// <summary>The sample as somebody starts it: a process of its own.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private readonly Process _process;

    private SampleProcess(Process process, Uri url, Uri url2) => (_process, Url, Url2) = (process, url, url2);

    /// <summary>Where HTTP/1.1 is spoken.</summary>
    public Uri Url { get; }

    /// <summary>Where HTTP/2 is spoken.</summary>
    public Uri Url2 { get; }

    /// <summary>The built sample, in the configuration the tests were built in.</summary>
    public static string Program { get; } = Path.Combine(
        ForeignProgram.Tools, "..", "..", "samples", "orders", "bin",
        AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", "orders.dll");

    /// <summary>Starts it with credentials of its own.</summary>
    public static async Task<SampleProcess> Start(RunningServer server, SigningCredentials own)
    {
        var start = new ProcessStartInfo("dotnet", [Program])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(Program)!,
        };
        var environment = start.Environment;
        environment["Authentication__Schemes__Daypass__Server"] = server.Url;
        environment["AWS_ACCESS_KEY_ID"] = own.AccessKeyId;
        environment["AWS_SECRET_ACCESS_KEY"] = own.SecretAccessKey.Reveal();
        environment.Remove("AWS_SESSION_TOKEN");
        environment["Kestrel__Endpoints__A__Url"] = environment["Kestrel__Endpoints__B__Url"] = "http://127.0.0.1:0";
        environment["Kestrel__Endpoints__A__Protocols"] = "Http1";
        environment["Kestrel__Endpoints__B__Protocols"] = "Http2";
        var process = Process.Start(start)!;
        var urls = new List<Uri>();
        while (urls.Count < 2)
        {
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The sample ended.");
            if (line.IndexOf("listening on: ", StringComparison.Ordinal) is >= 0 and var at)
            {
                urls.Add(new Uri(line[(at + "listening on: ".Length)..].Trim()));
            }
        }

        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new SampleProcess(process, urls[0], urls[1]);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
