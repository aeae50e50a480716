using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Daypass.Sessions.Tests.Support;
using Daypass.Testing.Server;

namespace Daypass.Sessions.Tests;

public sealed class ExecTests : IAsyncLifetime
{
    private Office _office = null!;
    private Machine _machine = null!;

    public async Task InitializeAsync()
    {
        _office = await Office.Open();
        await _office.Allow("sts:AssumeRole");
        _machine = _office.NewMachine();
        _machine.Write(".aws/config", $"[profile dev]\nrole_arn = {await _office.NewRole("dev")}\nsource_profile = base\nregion = eu-west-1\n");
    }

    public async Task DisposeAsync()
    {
        _machine.Dispose();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task The_program_sees_the_session_and_nothing_stale()
    {
        _machine.Variables["AWS_PROFILE"] = "base";
        _machine.Variables["AWS_SESSION_TOKEN"] = "stale";
        _machine.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1:1/";
        _machine.Variables.Remove("AWS_REGION");
        _machine.Variables.Remove("AWS_DEFAULT_REGION");
        var seen = (await _machine.Run("exec", "dev", "--", "env"))
            .Succeeded().Split('\n')
            .Where(static line => line.StartsWith("AWS_", StringComparison.Ordinal) || line.StartsWith("DAYPASS_PROFILE", StringComparison.Ordinal))
            .Select(static line => line.Split('=')[0]).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "AWS_ACCESS_KEY_ID", "AWS_CREDENTIAL_EXPIRATION", "AWS_DEFAULT_REGION", "AWS_EC2_METADATA_DISABLED", "AWS_ENDPOINT_URL",
                "AWS_REGION", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "DAYPASS_PROFILE",
            ],
            seen);
        Assert.Contains(
            ":assumed-role/dev/daypass-tester",
            (await _machine.Run("exec", "dev", "--", Machine.Program, "sts", "get-caller-identity")).Succeeded(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signal_reaches_the_program_and_its_exit_code_comes_back(bool server)
    {
        string[] options = server ? ["--server"] : [];
        foreach (var (signal, expected) in new[] { ("TERM", 42), ("HUP", 42), ("INT", 42), ("USR1", 42), ("KILL", 137) })
        {
            // Traps everything, says that it is ready, and waits.
            var script = "trap 'exit 42' TERM HUP INT USR1; echo ready $$; while :; do sleep 0.05; done";
            using var process = _machine.Start("setsid",
                ["--wait", .. DefaultSignals.Launcher, Machine.Program, "exec", .. options, "dev", "--", "sh", "-c", script]);
            var ready = (await process.StandardOutput.ReadLineAsync())!;
            var program = int.Parse(ready.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
            var daypass = server ? Parent(program) : program;
            (await _machine.RunProgram("kill", ["-" + signal, $"{(signal == "KILL" ? program : daypass)}"])).Succeeded();
            await process.WaitForExitAsync();
            Assert.Equal((signal, expected), (signal, process.ExitCode));
        }
    }

    [Fact]
    public async Task A_program_that_is_not_there_ends_as_in_a_shell()
    {
        Assert.Equal(127, (await _machine.Run("exec", "dev", "--", "no-such-program")).ExitCode);
        Assert.Equal(127, (await _machine.Run("exec", "--server", "dev", "--", "no-such-program")).ExitCode);
    }

    [Fact]
    public async Task The_endpoint_answers_its_own_program_and_nobody_else()
    {
        using var process = _machine.Start(Machine.Program, ["exec", "--server", "dev", "--", "sh", "-c", "env | grep ^AWS_; echo .; read end"]);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await process.StandardOutput.ReadLineAsync() is { } line && line != ".")
        {
            var parts = line.Split('=', 2);
            variables[parts[0]] = parts[1];
        }

        Assert.DoesNotContain("AWS_ACCESS_KEY_ID", variables.Keys);
        var url = new Uri(variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"]);
        var token = variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"];
        Assert.Equal(("127.0.0.1", 44), (url.Host, token.Length));

        var here = url.Authority;
        var given = await Ask(url, $"GET / HTTP/1.1\r\nHost: {here}\r\nAuthorization: {token}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", given, StringComparison.Ordinal);
        var body = JsonNode.Parse(given[given.IndexOf('{', StringComparison.Ordinal)..])!;
        Assert.StartsWith("ASIA", (string)body["AccessKeyId"]!, StringComparison.Ordinal);
        Assert.Equal(_office.Account, (string?)body["AccountId"]);

        var strangers = new (string Request, string Status)[]
        {
            ($"GET / HTTP/1.1\r\nHost: {here}\r\n\r\n", "401"),
            ($"GET / HTTP/1.1\r\nHost: {here}\r\nAuthorization: {token[..^1]}A\r\n\r\n", "401"),
            ($"GET / HTTP/1.1\r\nHost: {here}\r\nAuthorization: {token}\r\nAuthorization: {token}\r\n\r\n", "401"),
            ($"GET / HTTP/1.1\r\nHost: rebound.example:{url.Port}\r\nAuthorization: {token}\r\n\r\n", "400"),
            ($"GET / HTTP/1.1\r\nAuthorization: {token}\r\n\r\n", "400"),
            ($"PUT / HTTP/1.1\r\nHost: {here}\r\nAuthorization: {token}\r\n\r\n", "400"),
            ($"GET /other HTTP/1.1\r\nHost: {here}\r\nAuthorization: {token}\r\n\r\n", "404"),
            ($"GET / HTTP/1.1\r\nHost: {here}\r\nX: {new string('x', 40_000)}", "400"),
        };
        foreach (var (request, status) in strangers)
        {
            var refused = await Ask(url, request);
            Assert.StartsWith("HTTP/1.1 " + status, refused, StringComparison.Ordinal);
            Assert.DoesNotContain("ASIA", refused, StringComparison.Ordinal);
        }

        Assert.False(await Listens(new System.Net.IPEndPoint(System.Net.IPAddress.Parse("127.0.0.2"), url.Port)));
        var arguments = await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline");
        Assert.DoesNotContain(token, arguments, StringComparison.Ordinal);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.False(await Listens(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, url.Port)));
    }

    [Fact]
    public async Task Keys_of_the_default_profile_do_not_win_over_the_endpoint()
    {
        _machine.Write(
            ".aws/credentials",
            $"[default]\naws_access_key_id = {_office.Alice.AccessKeyId}\naws_secret_access_key = {_office.Alice.SecretAccessKey.Reveal()}\n");
        _machine.Write(
            ".aws/config",
            $"[default]\nregion = eu-west-1\n[profile dev]\nrole_arn = arn:aws:iam::{_office.Account}:role/dev\nsource_profile = default\n");
        var run = (await _machine.Run(
                "exec",
                "--server",
                "dev",
                "--",
                "sh",
                "-c",
                $"{Machine.Program} sts get-caller-identity; {Machine.Program} sts get-caller-identity --profile default; echo $AWS_CONFIG_FILE")).Succeeded();
        Assert.Contains(":assumed-role/dev/", run, StringComparison.Ordinal);
        Assert.Contains(":user/alice", run, StringComparison.Ordinal);
        Assert.False(File.Exists(run.TrimEnd().Split('\n')[^1]));
    }

    [Theory]
    [InlineData("sh")]
    [InlineData("env-no-export")]
    public async Task What_is_exported_works_in_a_shell(string format)
    {
        var script = $"set -a; eval \"$({Machine.Program} export dev --format {format})\"; unset AWS_PROFILE; {Machine.Program} sts get-caller-identity "
            + $"--query Arn --output text; eval \"$({Machine.Program} export --unset)\"; echo ${{AWS_ACCESS_KEY_ID:-gone}}";
        var lines = (await _machine.RunProgram("sh", ["-c", script])).Succeeded().Split('\n');
        Assert.Equal([$"arn:aws:sts::{_office.Account}:assumed-role/dev/daypass-tester", "gone", ""], lines);
    }

    [Fact]
    public async Task A_hostile_provider_gets_no_command_into_a_shell()
    {
        _machine.Write(
            ".aws/config",
            "[profile evil]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"AKIAX\",\"SecretAccessKey\":\"$(touch owned)\"}'\n");
        foreach (var format in new[] { "sh", "fish", "powershell", "cmd", "dotenv" })
        {
            var run = await _machine.Run("export", "evil", "--format", format);
            Assert.Equal((255, ""), (run.ExitCode, run.Output));
        }

        Assert.Contains("$(touch owned)", (await _machine.Run("export", "evil", "--format", "json")).Succeeded(), StringComparison.Ordinal);
    }

    private static int Parent(int process) =>
        int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> Ask(Uri url, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        var answer = new StringBuilder();
        var buffer = new byte[65536];
        try
        {
            for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
            {
                answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (IOException) when (answer.Length > 0)
        {
            // What was sent too much is thrown away with the connection; the answer came before.
        }

        return answer.ToString();
    }

    private static async Task<bool> Listens(System.Net.IPEndPoint address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
