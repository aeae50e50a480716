using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;

namespace Daypass.Gateway.Tests;

/// <summary>The gateway as an operator runs it.</summary>
public sealed partial class GatewayCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Routes_try_says_what_would_be_asked()
    {
        var routes = Write(GatewayWorld.OrdersRoutes("111122223333"));
        var tried = await Run(["routes", "try", "GET", "https://orders.example.com/orders/a%20b?expand=lines", "--routes", routes]);
        Assert.Equal(0, tried.ExitCode);
        Assert.Equal(
            """
            route      line 5: GET|HEAD|DELETE orders.example.com|127.0.0.1/orders/{id}
            signed for orders in eu-west-1
            action     orders:Read
            resource   arn:aws:orders:eu-west-1:111122223333:order/a b
            key        orders:Expand = lines
            body       none
            anonymous  deny
            token      not taken

            """,
            tried.Output.ReplaceLineEndings("\n"));
        foreach (var url in new[] { "https://orders.example.com/nothing", "https://orders.example.com/orders/../x", "https://orders.example.com/orders/%2A" })
        {
            var refused = await Run(["routes", "try", "GET", url, "--routes", routes]);
            Assert.Equal((url, 2), (url, refused.ExitCode));
            Assert.Contains("refused    ", refused.Output, StringComparison.Ordinal);
        }

        var count = await Run(["routes", "check", "--routes", routes]);
        Assert.Equal("8 routes, no doubt between them.", count.Output.Trim());
    }

    [Fact]
    public async Task What_is_wrong_is_one_sentence_and_exit_code_1()
    {
        var good = Write(GatewayWorld.OrdersRoutes("111122223333"));
        var bad = Path.Combine(_folder.Path, "bad.yaml");
        await File.WriteAllTextAsync(bad, "account: \"111122223333\"\nroutes:\n- nonsense: 1\n");
        foreach (var (arguments, sentence) in new (string[], string)[]
        {
            (["auth", "--server", "https://sts.example.com"], "Option '--routes' is required."),
            (["auth", "--routes", good, "--server", "sts.example.com"], "'sts.example.com' is not the URL of a server"),
            (["auth", "--routes", good, "--server", "https://sts.example.com", "--trusted-proxy", "10.0.0.0/33"], "'10.0.0.0/33' is no network"),
            (["auth", "--routes", good, "--server", "https://sts.example.com", "--outage", "soon"], "'soon' is not a duration"),
            (["auth", "--routes", good, "--server", "https://sts.example.com", "--urls", "https://127.0.0.1:0"], "proxies ask over http"),
            (["auth", "--routes", bad, "--server", "https://sts.example.com"], "bad.yaml, line 3: the route has no path."),
            (["auth", "--routes", bad + "x", "--server", "https://sts.example.com"], "cannot be read"),
            (["routes", "check", "--routes", bad], "bad.yaml, line 3: the route has no path."),
        })
        {
            var ended = await Run(arguments, ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret"));
            Assert.Equal((sentence, 1), (sentence, ended.ExitCode));
            Assert.Contains(sentence, ended.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        }

        var without = await Run(["auth", "--routes", good, "--server", "https://sts.example.com"]);
        Assert.Equal((1, "daypass-gateway: The gateway needs credentials of its own: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."), (without.ExitCode,
            without.Errors.Trim()));
    }

    [Fact]
    public async Task S3_check_says_what_is_wrong_with_the_file()
    {
        var file = Path.Combine(_folder.Path, "s3.yaml");
        var text = await File.ReadAllTextAsync(Path.Combine(ForeignProcess.Repository, "deploy", "gateway", "s3.yaml"));
        (string, string)[] keys =
        [
            ("GATEWAY_ACCESS_KEY_ID", "a"), ("GATEWAY_SECRET_ACCESS_KEY", "b"), ("CEPH_ACCESS_KEY_ID", "c"), ("CEPH_SECRET_ACCESS_KEY", "d"),
        ];
        await File.WriteAllTextAsync(file, text);
        var good = await Run(["s3", "check", "--config", file], keys);
        Assert.Equal(
            (0, "1 stores, 1 accounts, 1 rules of buckets; buckets can be made in ceph."), (good.ExitCode, good.Output.Trim()));
        await File.WriteAllTextAsync(file, text.Replace("kind: radosgw", "kind: nonsense", StringComparison.Ordinal));
        var bad = await Run(["s3", "check", "--config", file], keys);
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("s3.yaml, line 11: kind is aws, ", bad.Errors, StringComparison.Ordinal);
        var served = await Run(["s3", "--config", file], keys);
        Assert.Equal((1, bad.Errors), (served.ExitCode, served.Errors));
        Assert.Contains(
            "GATEWAY_ACCESS_KEY_ID and GATEWAY_SECRET_ACCESS_KEY are not both set",
            (await Run(["s3", "check", "--config", file], [])).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signals_reload_the_routes_and_end_it_in_order()
    {
        await using var server = await RunningServer.Start(TimeProvider.System);
        var routes = Write(GatewayWorld.OrdersRoutes(server.Account));
        using var process = Start(
            ["auth", "--routes", routes, "--server", server.Url, "--urls", "http://127.0.0.1:0", "--drain-notice", "0", "--log-format", "json"],
            ("AWS_ACCESS_KEY_ID", server.Admin.AccessKeyId), ("AWS_SECRET_ACCESS_KEY", server.Admin.SecretAccessKey.Reveal()));
        try
        {
            var url = "";
            while (url.Length == 0)
            {
                var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
                url = Listening().Match(line).Groups["url"].Value;
            }

            using var http = new HttpClient();
            Assert.Equal("ok\n", await http.GetStringAsync(new Uri(url + "/livez")));
            var status = HttpStatusCode.ServiceUnavailable;
            while (status != HttpStatusCode.OK)
            {
                using var ready = await http.GetAsync(new Uri(url + "/readyz"));
                status = ready.StatusCode;
            }

            await File.WriteAllTextAsync(routes, "nonsense");
            await Signal(process, "HUP");
            await LineWith(process, "The routes stay as they were");
            Write(GatewayWorld.OrdersRoutes(server.Account));
            await Signal(process, "HUP");
            await LineWith(process, "8 routes were read again");
            await Signal(process, "TERM");
            _ = process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder.Path, "routes.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task LineWith(Process process, string text)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"It ended without saying '{text}'.");
    }

    private static async Task Signal(Process process, string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static async Task<ForeignProgram.Outcome> Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start(arguments, environment);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new ForeignProgram.Outcome(process.ExitCode, await output, await errors);
    }

    private static Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var program = Path.Combine(ForeignProcess.Repository, "src", "Daypass.Gateway", "bin", configuration, "net10.0", "daypass-gateway.dll");
        string[] line = [.. DefaultSignals.Launcher, "dotnet", program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    [GeneratedRegex(@"The gateway listens on (?<url>http://[0-9.]+:[0-9]+)")]
    private static partial Regex Listening();
}
