using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Commands;
using Daypass.Server.Logging;
using Daypass.Server.Tests.Nodes;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Server.Tests.Logging;

/// <summary>What the server writes on its standard output, as an operator sets it and sees it.</summary>
public sealed class LogTests
{
    [Theory]
    [InlineData("debug", null, LogLevel.Debug)]
    [InlineData("NONE", null, LogLevel.None)]
    [InlineData("Daypass.Core=Trace", "Daypass.Core", LogLevel.Trace)]
    [InlineData("Microsoft = warning", "Microsoft", LogLevel.Warning)]
    public void A_level_is_read(string text, string? category, LogLevel level)
    {
        Assert.True(LogLevels.TryRead(text, out var rule));
        Assert.Equal((category, level), (rule.Category, rule.Level));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("loud")]
    [InlineData("3")]
    [InlineData("=debug")]
    [InlineData("Daypass=")]
    public void What_is_no_level_is_refused(string text)
    {
        Assert.False(LogLevels.TryRead(text, out _));
        Assert.StartsWith($"'{text}' is no level", Assert.Single(ServerCommand.Create().Parse(["--log-level", text]).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_line_says_what_runs_and_no_secret()
    {
        using var folder = new TemporaryFolder();
        await using var server = await LoggedServer.Start(folder.Path, "--audit-sync", "--account-rate", "7:9");
        var line = await server.Line("serves at");
        Assert.Contains("Daypass ", line, StringComparison.Ordinal);
        Assert.Contains("--audit-sync=on", line, StringComparison.Ordinal);
        Assert.Contains("--account-rate=7:9", line, StringComparison.Ordinal);
        Assert.Contains("--iam-rate=500:5000", line, StringComparison.Ordinal);
        Assert.Contains("--drain=10s", line, StringComparison.Ordinal);
        Assert.Contains("daypass.db", line, StringComparison.Ordinal);
        Assert.DoesNotContain("--database", line, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Admin.SecretAccessKey.Reveal(), string.Join('\n', server.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Levels_of_a_file_change_when_the_server_is_told_to_read_it_again()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "levels");
        await File.WriteAllTextAsync(file, "# quiet\nwarning\n");
        await using var server = await LoggedServer.Start(folder.Path, "--log-level", "trace", "--log-level-file", file);
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        await api.Get(new GetCallerIdentityRequest(), server.Admin);
        await File.WriteAllTextAsync(file, "Daypass.Core.Pipeline=debug\n");
        server.Signal(ServerProcess.SigHup);
        await Spread.TimeUntil(async () =>
        {
            await api.Get(new GetCallerIdentityRequest(), server.Admin);
            return server.Lines.Any(static line => line.Contains("GetCallerIdentity by", StringComparison.Ordinal));
        });
        Assert.DoesNotContain(server.Lines, static line => line.Contains("serves at", StringComparison.Ordinal));

        await File.WriteAllTextAsync(file, "loud\n");
        server.Signal(ServerProcess.SigHup);
        Assert.Contains("loud is no level", await server.Line("stay as they were"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_line_is_an_object_when_JSON_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        await using var server = await LoggedServer.Start(folder.Path, "--log-format", "json");
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        using var refused = await api.Post("Action=No%0Athing&Version=2011-06-15", ServiceDescription.Sts, null);
        var line = JsonDocument.Parse(await server.Line("InvalidAction")).RootElement;
        Assert.Equal("Information", line.GetProperty("LogLevel").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT[0-9:.]+Z$", line.GetProperty("Timestamp").GetString());
        Assert.All(server.Lines.Where(static one => one.StartsWith('{')), static one => JsonDocument.Parse(one));
    }

    [Fact]
    public async Task A_flood_of_refusals_is_a_hundred_lines_and_one_that_counts()
    {
        const int Flood = 1000;
        using var folder = new TemporaryFolder();
        await using var server = await LoggedServer.Start(folder.Path, "--drain-notice", "0");
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        for (var number = 0; number < Flood; number++)
        {
            using var refused = await api.Post("Action=Nothing&Version=2011-06-15", ServiceDescription.Sts, null);
        }

        await server.Stop();
        var counted = server.Lines.Select(static line => Regex.Match(line, "(?<count>[0-9]+) more lines of the kind InvalidAction"))
            .Where(static match => match.Success).Sum(static match => int.Parse(match.Groups["count"].Value, null));
        var written = server.Lines.Count(static line => line.Contains("400 InvalidAction", StringComparison.Ordinal));
        Assert.Equal(Flood, counted + written);
        Assert.True(written <= 3 * LineBudget.InFull, $"{written} lines");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_one_sentence()
    {
        using var folder = new TemporaryFolder();
        var outcome = await ServerProcess.Run("--data", folder.Path, "--urls", "http://127.0.0.1:0", "--log-level-file", "/no/such/file");
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("daypass-server: --log-level-file /no/such/file cannot be read",
            Assert.Single(outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    /// <summary>A server whose standard output is kept.</summary>
    private sealed class LoggedServer : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly ConcurrentQueue<string> _lines = new();
        private readonly Task _reading;
        private readonly string _folder;

        private LoggedServer(Process process, string folder)
        {
            (_process, _folder) = (process, folder);
            _reading = Read();
        }

        public IReadOnlyCollection<string> Lines => _lines;

        public string Url { get; private set; } = "";

        public SigningCredentials Admin => CredentialProfiles.Read(Path.Combine(_folder, "credentials"))["admin"];

        public static async Task<LoggedServer> Start(string folder, params string[] arguments)
        {
            string[] line = [.. DefaultSignals.Launcher, "dotnet", ServerProcess.Program, "--data", folder, "--urls", "http://127.0.0.1:0", .. arguments];
            var start = new ProcessStartInfo(line[0], line[1..])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            var server = new LoggedServer(Process.Start(start)!, folder);
            server.Url = Regex.Match(await server.Line("istens on http"), @"http://[0-9.:]+\d").Value;
            return server;
        }

        /// <summary>Waits for a line that holds this.</summary>
        public async Task<string> Line(string part)
        {
            await Spread.TimeUntil(() => Task.FromResult(_lines.Any(line => line.Contains(part, StringComparison.Ordinal))));
            return _lines.First(line => line.Contains(part, StringComparison.Ordinal));
        }

        public void Signal(int signal) => Process.Start("kill", [$"-{signal}", $"{_process.Id}"]).WaitForExit();

        public async Task Stop()
        {
            Signal(ServerProcess.SigTerm);
            await _process.WaitForExitAsync();
            await _reading;
        }

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }

            await _reading;
            _process.Dispose();
        }

        private async Task Read()
        {
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
            {
                _lines.Enqueue(line);
            }
        }
    }
}
