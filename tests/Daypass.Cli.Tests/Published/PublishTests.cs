using System.Diagnostics;
using System.Text.RegularExpressions;
using Daypass.Cli.Tests.Support;
using Daypass.Client;
using Daypass.Client.Tests.Support;

namespace Daypass.Cli.Tests.Published;

/// <summary>What ./publish.sh makes: that it is made without a warning, how large it is, and that it runs.</summary>
[Trait("Category", "slow")]
public sealed partial class PublishTests : IDisposable
{
    private const long Mebibyte = 1024 * 1024;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_native_program_is_made_without_a_warning_fits_its_budget_and_answers()
    {
        await Publish("--aot", _folder.Path);
        var program = Path.Combine(_folder.Path, "daypass");
        Assert.InRange(new FileInfo(program).Length, Mebibyte, 20 * Mebibyte - 1);
        await Answers(program);
    }

    [Fact]
    public async Task One_folder_holds_the_command_line_and_the_server_it_hands_over_to()
    {
        await Publish(_folder.Path);
        var program = Path.Combine(_folder.Path, "daypass");
        Assert.InRange(new FileInfo(program).Length, Mebibyte, 40 * Mebibyte);
        await Answers(program);
        await ServesFor(program);
        await WorksForAnAgent(program);
    }

    [Fact]
    public async Task The_tool_packages_install_and_answer()
    {
        var packages = Path.Combine(_folder.Path, "packages");
        var tools = Path.Combine(_folder.Path, "tools");
        await Publish("--tool", packages);
        foreach (var package in new[] { "daypass", "daypass-server", "daypass-mcp" })
        {
            await Dotnet("tool", "install", package, "--tool-path", tools, "--add-source", packages, "--version", ClientVersion.Text);
        }

        await Answers(Path.Combine(tools, "daypass"));
        await ServesFor(Path.Combine(tools, "daypass"), tools);
    }

    private static async Task Publish(params string[] arguments)
    {
        var result = await PublishedProgram.Run("bash", [Path.Combine(Repository.Root, "publish.sh"), .. arguments]);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Empty(Warning().Matches(result.Output + result.Error).Select(static warning => warning.Value));
    }

    private async Task Dotnet(params string[] arguments)
    {
        // A cache of its own: a package of the same version from another day must not be taken for this one.
        var variables = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(_folder.Path, "cache"), ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" };
        var result = await PublishedProgram.Run("dotnet", arguments, variables);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    private async Task Answers(string program)
    {
        using var sts = new FakeService(CannedSts.Answer);
        var variables = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIAXXXXXXXXXXXXXXXX",
            ["AWS_SECRET_ACCESS_KEY"] = "b",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ENDPOINT_URL"] = sts.Url,
            ["HOME"] = _folder.Path,
        };
        Assert.Equal(new CliResult(0, "123456789012\tarn:aws:iam::123456789012:user/Alice\tAIDAXXXXXXXXXXXXXXXXX\n", string.Empty),
            await PublishedProgram.Run(program, ["sts", "get-caller-identity", "--output", "text"], variables));
        var yaml = await PublishedProgram.Run(
            program,
            [
                "sts", "assume-role", "--cli-input-yaml", "{RoleArn: 'arn:aws:iam::111122223333:role/demo', RoleSessionName: s1}",
                "--query", "AssumedRoleUser.Arn", "--output", "yaml",
            ],
            variables);
        Assert.Equal(new CliResult(0, "\"arn:aws:sts::123456789012:assumed-role/demo/s1\"\n", string.Empty), yaml);
        Assert.Equal($"daypass/{ClientVersion.Text}\n", (await PublishedProgram.Run(program, ["--version"], variables)).Output);
    }

    // From "daypass serve" to the line that says where it listens, and to the end when it is asked to end.
    private async Task ServesFor(string program, string? path = null)
    {
        var start = new ProcessStartInfo(
            program,
            ["serve", "--urls", "http://127.0.0.1:0", "--data", Path.Combine(_folder.Path, "data")]) { RedirectStandardOutput =
                true, RedirectStandardError = true };
        start.Environment["PATH"] = path is null ? start.Environment["PATH"] : $"{path}:{start.Environment["PATH"]}";
        using var server = Process.Start(start)!;
        try
        {
            string? line;
            do
            {
                line = await server.StandardOutput.ReadLineAsync();
                Assert.True(line is not null, await Rest(server));
            }
            while (!line.Contains("AWS_ENDPOINT_URL_STS=http://127.0.0.1:", StringComparison.Ordinal));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private async Task WorksForAnAgent(string program)
    {
        const string Meta = """{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":"""
            + """{"name":"test","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}""";
        var start = new ProcessStartInfo(program, ["mcp"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["HOME"] = _folder.Path;
        using var agent = Process.Start(start)!;
        try
        {
            await agent.StandardInput.WriteLineAsync(
                """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"STSTool","arguments":{"command":"AssumeRol","params":{}},"_meta":""" + Meta
                    + "}}");
            await agent.StandardInput.FlushAsync();
            Assert.Contains("InvalidAction", await agent.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        }
        finally
        {
            agent.Kill();
            await agent.WaitForExitAsync();
        }
    }

    private static async Task<string> Rest(Process server) => server.HasExited ? await server.StandardError.ReadToEndAsync() : "the server closed its output";

    [GeneratedRegex(@"warning [A-Z]+\d+.*")]
    private static partial Regex Warning();
}
