using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Daypass.Protocol.Sts;
using Daypass.Server.Commands;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Tests.Commands;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Audit;

/// <summary>The places that the log goes to: each has every record, and each that cannot keep one stops the service.</summary>
public sealed class OutletTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_pipe_gets_every_record_and_without_its_reader_nothing_is_answered()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "pipe");
        await Run("mkfifo", path);
        using var reader = await PipeReader.Start(path);
        await using var server = await Start(folder, path);
        Assert.True((await Session(server)).Succeeded);
        Assert.Equal("server start", (string?)(await reader.Next())["eventName"]);
        Assert.Equal("GetSessionToken", (string?)(await reader.Next())["eventName"]);

        reader.Dispose();
        Assert.Equal("ServiceUnavailable", (await Session(server)).Error!.Code);
        Assert.Equal((503, "Calls cannot be put on record; nothing is answered until they can."), await Ready(server));

        using var another = await PipeReader.Start(path);
        await Until(async () => (await Session(server)).Succeeded);
        Assert.Equal((200, null), await Ready(server));

        // What nobody read in time comes now; the end of it is that calls were refused.
        while ((string?)(await another.Next())["errorCode"] != "ServiceUnavailable")
        {
        }
    }

    [Fact]
    public async Task A_pipe_whose_reader_stands_still_is_a_log_that_cannot_be_written_and_no_line_is_torn_when_it_goes_on()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "pipe");
        await Run("mkfifo", path);
        using var reader = await PipeReader.Start(path);
        await using var server = await Start(folder, path);
        var answered = 0;
        while ((await Session(server)).Succeeded)
        {
            Assert.True(++answered < 10_000, "a pipe takes no end of records");
        }

        Assert.Equal(503, (await Ready(server)).Status);
        var names = new List<string?>();
        var reading = Task.Run(async () =>
        {
            for (; ; names.Add((string?)(await reader.Next())["eventName"]))
            {
            }
        });
        await Until(async () => (await Session(server)).Succeeded);
        await Until(() => Task.FromResult(reading.IsFaulted || names.Count > answered));
        Assert.False(reading.IsFaulted);
    }

    [Fact]
    public async Task The_standard_output_is_for_records_alone_and_the_rest_goes_to_standard_error()
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [ServerProcess.Program, "--data", folder.Path, "--urls", "http://127.0.0.1:0", "--audit", "-"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var record = JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!;
            Assert.Equal("server start", (string?)record["eventName"]);
            string? line;
            do
            {
                line = await process.StandardError.ReadLineAsync();
            }
            while (line is not null && !line.StartsWith("It listens on ", StringComparison.Ordinal));

            Assert.NotNull(line);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Syslog_gets_each_record_as_a_message_of_RFC_5424_and_long_ones_in_parts()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "log");
        using var socket = Listen(path);
        await using var server = await Start(folder, $"syslog:{path}");
        Assert.True((await Session(server)).Succeeded);
        Receive(socket);
        var message = Receive(socket);
        Assert.Matches(@"^<110>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z \S+ daypass \d+ audit - \{", message);
        Assert.Equal("GetSessionToken", (string?)JsonNode.Parse(message[message.IndexOf('{', StringComparison.Ordinal)..])!["eventName"]);

        var document = $"{{\"Version\":\"2012-10-17\",\"Statement\":[],\"Id\":\"{new string('é', 5000)}\"}}";
        await server.Api.Call(new Protocol.Iam.CreatePolicyRequest { PolicyName = "long", PolicyDocument = document }, server.Admin);
        await Session(server);
        var (first, second) = (Receive(socket), Receive(socket));
        Assert.Contains(" audit [daypass@32473 part=\"1\" of=\"2\"] {", first, StringComparison.Ordinal);
        var rest = second[(second.IndexOf("] ", StringComparison.Ordinal) + 2)..];
        Assert.Equal("CreatePolicy", (string?)JsonNode.Parse(first[first.IndexOf('{', StringComparison.Ordinal)..] + rest)!["eventName"]);

        socket.Dispose();
        File.Delete(path);
        Assert.Equal("ServiceUnavailable", (await Session(server)).Error!.Code);
        using var again = Listen(path);
        await Until(async () => (await Session(server)).Succeeded);
    }

    [Fact]
    public async Task The_journal_gets_each_record_by_its_own_protocol()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "journal");
        using var socket = Listen(path);
        await using var server = await Start(folder, $"journald:{path}");
        Assert.True((await Session(server)).Succeeded);
        Receive(socket);
        var fields = Receive(socket).TrimEnd('\n').Split('\n');
        Assert.Equal(["PRIORITY=6", "SYSLOG_FACILITY=13", "SYSLOG_IDENTIFIER=daypass-audit"], fields[..3]);
        Assert.Equal("GetSessionToken", (string?)JsonNode.Parse(fields[3]["MESSAGE=".Length..])!["eventName"]);
    }

    [Fact]
    public async Task Several_have_the_same_lines_and_one_that_fails_stops_the_service_and_gets_what_it_missed()
    {
        using var folder = new TemporaryFolder();
        var (file, path) = (Path.Combine(folder.Path, "copy.jsonl"), Path.Combine(folder.Path, "log"));
        using var socket = Listen(path);
        await using (var server = await Start(folder, file, $"syslog:{path}"))
        {
            Assert.True((await Session(server)).Succeeded);
            socket.Dispose();
            File.Delete(path);
            Assert.Equal("ServiceUnavailable", (await Session(server)).Error!.Code);
            using var again = Listen(path);
            await Until(async () => (await Session(server)).Succeeded);
            Assert.Contains("GetSessionToken", Receive(again), StringComparison.Ordinal);
            var (code, output, errors) = await ServerProgram.Run("audit", "verify", file, "--data", server.DataFolder);
            Assert.True(code == 0, output + errors);
        }

        var lines = await File.ReadAllLinesAsync(file);
        Assert.Equal(lines.Length, lines.Distinct().Count());
    }

    [Theory]
    [InlineData("--audit https://user:secret@example.com/ is not", "https://user:secret@example.com/", "secret")]
    [InlineData("--audit http://example.com/ is not the URL of a collector: it takes https, or http on this machine, and a path, but no user and no query.",
        "http://example.com/", null)]
    [InlineData("The audit log syslog:/no/such/socket cannot be used: there is no such socket.", "syslog:/no/such/socket", null)]
    [InlineData("The audit log journald:/no/such/socket cannot be used: there is no such socket.", "journald:/no/such/socket", null)]
    [InlineData("The audit log /no/such/folder/audit.jsonl cannot be used: ", "/no/such/folder/audit.jsonl", null)]
    public async Task A_place_that_cannot_be_used_is_one_sentence_at_the_start(string sentence, string target, string? secret)
    {
        using var folder = new TemporaryFolder();
        var failure = await Assert.ThrowsAsync<StartException>(() => ServerHost.Start(
            new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path, Audit = new AuditOptions { Targets = [target] } },
            TimeProvider.System, static logging => { }, default));
        Assert.StartsWith(sentence.Replace("user:secret@example.com/", "…", StringComparison.Ordinal), failure.Message, StringComparison.Ordinal);
        Assert.True(secret is null || !failure.Message.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'10' is not a size: --audit-rotate-size takes a number of bytes, with K, M or G, of at least 64K.", "--audit-rotate-size", "10")]
    [InlineData("'much' is not a size: --audit-spool-size takes a number of bytes, with K, M or G, of at least 64K.", "--audit-spool-size", "much")]
    [InlineData("'5s' is not an age: --audit-rotate-every takes seconds, or a number with m, h or d, of at least a minute.", "--audit-rotate-every", "5s")]
    [InlineData("'0' is not a number of files: --audit-rotate-keep takes 1 or more.", "--audit-rotate-keep", "0")]
    public void An_option_that_means_nothing_is_one_sentence(string sentence, params string[] arguments) =>
        Assert.Equal(sentence, Assert.Single(ServerCommand.Create().Parse(arguments).Errors).Message);

    private static Task<RunningServer> Start(TemporaryFolder folder, params string[] targets) => RunningServer.Start(
        null, options => options with { Audit = new AuditOptions { Targets = targets, SpoolFolder = Path.Combine(folder.Path, "spool") } });

    private static Task<Protocol.Errors.Result<GetSessionTokenResponse>> Session(RunningServer server) =>
        server.Api.Call(new GetSessionTokenRequest(), server.Admin);

    private static async Task<(int Status, string? Reason)> Ready(RunningServer server)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(server.Url + "/readyz"));
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return ((int)answer.StatusCode, (string?)body["reasons"]!.AsArray().FirstOrDefault());
    }

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = (int)Patience.TotalMilliseconds };
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    private static string Receive(Socket socket)
    {
        var buffer = new byte[1 << 18];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "it did not come about");
            await Task.Yield();
        }
    }

    /// <summary>Reads a named pipe, as a program of its own does.</summary>
    private sealed class PipeReader : IDisposable
    {
        private readonly Process _process;

        private PipeReader(Process process) => _process = process;

        public static async Task<PipeReader> Start(string path)
        {
            // The shell opens the pipe for both directions, so that it does not wait for a writer; it says when it has.
            var script = $"exec 3<>'{path}'; echo open; exec cat <&3";
            var process = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true })!;
            Assert.Equal("open", await process.StandardOutput.ReadLineAsync());
            return new PipeReader(process);
        }

        public async Task<JsonObject> Next() => JsonNode.Parse((await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience))!)!.AsObject();

        public void Dispose()
        {
            try
            {
                _process.Kill();
                _process.WaitForExit();
            }
            catch (InvalidOperationException)
            {
                // It was disposed of before.
            }

            _process.Dispose();
        }
    }
}
