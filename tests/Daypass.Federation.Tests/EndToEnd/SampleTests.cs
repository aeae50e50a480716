using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;

namespace Daypass.Federation.Tests.EndToEnd;

/// <summary>
/// The texts of samples/federation, run as they stand: the administrator's steps by bash, the pod and the job with the environment their files give them.
/// </summary>
[Trait("Category", "foreign")]
public sealed partial class SampleTests : IDisposable
{
    private const string Account = "123456789012";

    private static readonly string Samples = Path.Combine(ForeignProcess.Repository, "samples", "federation");

    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private string _certificate = "";

    /// <summary>One call by AWS's SDK for .NET with the credentials its own chain finds, put into the form of the others' answers.</summary>
    private static string DotNet => $"arn=$('{Path.Combine(AppContext.BaseDirectory, "Daypass.SdkProbe")}' 1 0) && printf '{{\"Arn\":\"%s\"}}' \"$arn\"";

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_pod_of_Kubernetes_becomes_its_role_with_every_SDK_that_reads_the_three_variables()
    {
        await using var issuer = Issuer("kubernetes.example.com");
        await using var server = await Server("kubernetes.example.com", issuer);
        await Administrate(server, "kubernetes.md", "cluster.pem");
        var pod = await File.ReadAllTextAsync(Path.Combine(Samples, "kubernetes.yaml"));
        var environment = Variables(pod, InlineVariable(), server, Token(issuer, "system:serviceaccount:default:reader", "sts.amazonaws.com"));
        Assert.Contains("audience: sts.amazonaws.com", pod, StringComparison.Ordinal);
        Assert.Equal(["sts", "get-caller-identity"], Arguments().Match(pod).Groups[1].Value.Split(',').Select(static word => word.Trim(' ', '"')));

        var arns = new List<string> { await Arn($"node {Tool("javascript", "who-am-i.mjs")}", environment), await Arn(DotNet, environment) };
        if (await IsNew("python3 -c 'import boto3; print(boto3.__version__)'", new Version(1, 28)))
        {
            arns.Add(await Arn($"python3 {Tool("python", "who_am_i.py")}", environment));
        }

        if (await ReadsEndpoints())
        {
            arns.Add(await Arn("aws sts get-caller-identity --output json", environment));
        }

        Assert.All(arns, static arn => Assert.StartsWith($"arn:aws:sts::{Account}:assumed-role/reader/", arn, StringComparison.Ordinal));
        await File.WriteAllTextAsync(environment["AWS_WEB_IDENTITY_TOKEN_FILE"], Token(issuer, "system:serviceaccount:default:other", "sts.amazonaws.com"));
        Assert.NotEqual(0, (await Bash($"node {Tool("javascript", "who-am-i.mjs")}", environment)).ExitCode);
        Assert.NotEqual(0, (await Bash("set -euo pipefail\n" + DotNet, environment)).ExitCode);
    }

    [Fact]
    public async Task A_job_of_GitLab_becomes_its_role_by_its_script()
    {
        await using var issuer = Issuer("gitlab.example.com");
        await using var server = await Server("gitlab.example.com", issuer);
        await Administrate(server, "gitlab.md", "gitlab.pem");
        var job = await File.ReadAllTextAsync(Path.Combine(Samples, "gitlab-ci.yml"));
        var environment = Variables(job, BlockVariable(), server, "not written yet");
        environment["STS_TOKEN"] = Token(issuer, "project_path:group/project:ref_type:branch:ref:main", Audience().Match(job).Groups[1].Value);
        var script = string.Join('\n', ScriptLine().Matches(job[job.IndexOf("script:", StringComparison.Ordinal)..]).Select(static line =>
            line.Groups[1].Value));
        Assert.Contains("aws sts get-caller-identity", script, StringComparison.Ordinal);

        // An aws CLI that does not know AWS_ENDPOINT_URL_STS would ask AWS; the SDK for JavaScript stands in for it then.
        var aws = await ReadsEndpoints() ? "export AWS_DEFAULT_OUTPUT=json" : $"aws() {{ node {Tool("javascript", "who-am-i.mjs")}; }}";
        Assert.StartsWith($"arn:aws:sts::{Account}:assumed-role/deployer/", await Arn($"{aws}\n{script}", environment), StringComparison.Ordinal);

        // A job's own program may use any SDK; here AWS's for .NET, with the variables as the job has set them.
        Assert.StartsWith($"arn:aws:sts::{Account}:assumed-role/deployer/", await Arn(DotNet, environment), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_becomes_a_role_by_signing_in_at_SimpleSAMLphp()
    {
        await using var idp = await SimpleSamlProcess.Start($"arn:aws:iam::{Account}:role/operator", $"arn:aws:iam::{Account}:saml-provider/people");
        await using var server = await RunningServer.Start(adjust: static options => options with { AccountId = Account });
        var environment = Administrator(server);
        environment["IDP"] = idp.Url;
        environment["AWS_DEFAULT_OUTPUT"] = "json";

        var outcome = await Bash(Steps(server, "simplesamlphp.md"), environment);

        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Contains($"arn:aws:sts::{Account}:assumed-role/operator/jane@example.com", outcome.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^```sh\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"\{ name: (\w+), value: ""?([^"" ]+)""? \}")]
    private static partial Regex InlineVariable();

    [GeneratedRegex(@"^    (AWS_\w+): (\S+)$", RegexOptions.Multiline)]
    private static partial Regex BlockVariable();

    [GeneratedRegex(@"args: \[(.*)\]")]
    private static partial Regex Arguments();

    [GeneratedRegex(@"aud: (\S+)")]
    private static partial Regex Audience();

    [GeneratedRegex(@"^    - (.+)$", RegexOptions.Multiline)]
    private static partial Regex ScriptLine();

    private static string Tool(string folder, string name) => $"'{Path.Combine(ForeignProgram.Tools, folder, name)}'";

    private static string Token(TestIssuer issuer, string subject, string audience) => issuer.Mint(TimeProvider.System.GetUtcNow(), claims =>
    {
        claims["sub"] = subject;
        claims["aud"] = audience;
    }) + "\n";

    private static string Steps(RunningServer server, string sample) =>
        $"set -euo pipefail\naws() {{ command aws --endpoint-url {server.Url} \"$@\"; }}\n"
        + string.Join('\n', Fenced().Matches(File.ReadAllText(Path.Combine(Samples, sample))).Select(static block => block.Groups["text"].Value));

    private TestIssuer Issuer(string host)
    {
        var certificate = _authority.Issue(names: host);
        _certificate = certificate.ExportCertificatePem();
        return new TestIssuer(_authority, certificate) { Url = $"https://{host}" };
    }

    private static Task<RunningServer> Server(string host, TestIssuer issuer) => RunningServer.Start(adjust: options => options with
    {
        AccountId = Account,
        Federation = new FederationOptions { AllowLoopbackIssuers = true, IssuerResolve = [$"{host}:443=127.0.0.1:{issuer.Port}"] },
    });

    /// <summary>Runs the steps that are done once, with the issuer's certificate where they look for it.</summary>
    private async Task Administrate(RunningServer server, string sample, string certificate)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, certificate), _certificate);
        var outcome = await Bash(Steps(server, sample), Administrator(server));
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
    }

    private Dictionary<string, string> Administrator(RunningServer server) => new(StringComparer.Ordinal)
    {
        ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(server.DataFolder, "credentials"),
        ["AWS_CONFIG_FILE"] = Path.Combine(_folder.Path, "no-config"),
        ["AWS_PROFILE"] = "admin",
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_PAGER"] = "",
    };

    /// <summary>What the file sets, but for the two things that are this machine's: where the server answers and where the token lies.</summary>
    private Dictionary<string, string> Variables(string file, Regex variable, RunningServer server, string token)
    {
        var variables = variable.Matches(file).ToDictionary(static match => match.Groups[1].Value, static match =>
            match.Groups[2].Value, StringComparer.Ordinal);
        Assert.Equal(["AWS_ENDPOINT_URL_STS", "AWS_REGION", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"], variables.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("https://sts.example.com", variables["AWS_ENDPOINT_URL_STS"]);
        variables["AWS_ENDPOINT_URL_STS"] = server.Url;
        variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = Path.Combine(_folder.Path, "token");
        variables["AWS_DEFAULT_REGION"] = variables["AWS_REGION"];
        variables["AWS_CONFIG_FILE"] = variables["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_folder.Path, "no-such-file");
        variables["AWS_EC2_METADATA_DISABLED"] = "true";
        variables["AWS_PAGER"] = "";
        File.WriteAllText(variables["AWS_WEB_IDENTITY_TOKEN_FILE"], token);
        return variables;
    }

    private async Task<string> Arn(string script, Dictionary<string, string> environment)
    {
        var outcome = await Bash("set -euo pipefail\n" + script, environment);
        Assert.True(outcome.ExitCode == 0, script + "\n" + outcome.Output + outcome.Errors);
        return (string)JsonNode.Parse(outcome.Output)!["Arn"]!;
    }

    /// <summary>Whether the machine's aws CLI reads AWS_ENDPOINT_URL_STS; Debian 12's is too old.</summary>
    private async Task<bool> ReadsEndpoints()
    {
        var version = VersionOf((await Bash("aws --version 2>&1", [])).Output);
        return version.Major == 1 ? version >= new Version(1, 29) : version >= new Version(2, 13);
    }

    private async Task<bool> IsNew(string command, Version least) => VersionOf((await Bash(command, [])).Output) >= least;

    private static Version VersionOf(string text) => Version.Parse(Regex.Match(text, @"\d+\.\d+(\.\d+)?").Value);

    private async Task<(int ExitCode, string Output, string Errors)> Bash(string script, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(
            "bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };

        // A home of its own: the aws CLI keeps sessions below it, and those of another run's server are none of this one's.
        start.Environment["HOME"] = _folder.Path;
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var errors = bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await output, await errors);
    }
}
