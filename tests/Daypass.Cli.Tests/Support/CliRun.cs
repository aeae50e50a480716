using Daypass.Cli.Interaction;
using Daypass.Client;
using Daypass.Client.Tests.Support;
using Daypass.Testing;

namespace Daypass.Cli.Tests.Support;

/// <summary>A machine of its own for the command line: home folder, environment, clock.</summary>
internal sealed class CliRun : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _home = new();

    /// <summary>The environment.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal)
    {
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["DAYPASS_CACHE_KEYRING"] = "off",
        ["USER"] = "tester",
    };

    /// <summary>The home folder.</summary>
    public string Home => _home.Path;

    /// <summary>The clock.</summary>
    public ManualClock Clock { get; } = new(Now);

    /// <summary>What stands on standard input.</summary>
    public string Input { get; set; } = string.Empty;

    /// <summary>Long-term keys in the environment and a service to use them with.</summary>
    public CliRun WithKeys(string endpoint)
    {
        Variables["AWS_ACCESS_KEY_ID"] = "AKIAXXXXXXXXXXXXXXXX";
        Variables["AWS_SECRET_ACCESS_KEY"] = "b";
        Variables["AWS_REGION"] = "us-east-1";
        Variables["AWS_ENDPOINT_URL"] = endpoint;
        return this;
    }

    /// <summary>Writes a file in the home folder.</summary>
    public string Write(string name, string content) => _home.Write(name, content);

    /// <summary>Runs a command line.</summary>
    public CliResult Run(params IReadOnlyList<string> arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var environment = new ClientEnvironment(Variables.GetValueOrDefault, Home, Clock);
        var terminal = new Terminal(output, error, environment) { In = () => new StringReader(Input) };
        var exitCode = CommandLine.Run(terminal, arguments);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    /// <inheritdoc/>
    public void Dispose() => _home.Dispose();
}

/// <summary>What a run left.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CliResult(int ExitCode, string Output, string Error);
