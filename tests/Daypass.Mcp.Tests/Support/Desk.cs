using Daypass.Client;
using Daypass.Mcp.Calls;
using Daypass.Mcp.Safety;
using Daypass.Mcp.Start;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;

namespace Daypass.Mcp.Tests.Support;

/// <summary>The machine of the person whose agent it is: home folder, environment, AWS files.</summary>
public sealed class Desk : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public Desk(AgentWorld world, SigningCredentials? credentials = null)
    {
        credentials ??= world.Admin;
        Variables["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId;
        Variables["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey.Reveal();
        Variables["AWS_ENDPOINT_URL"] = world.Server.Url;
        Clock = world.Server.Clock;
    }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal)
    {
        ["AWS_REGION"] = "us-east-1",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["DAYPASS_CACHE_KEYRING"] = "off",
        ["USER"] = "tester",
    };

    public TimeProvider Clock { get; set; }

    public string Home => _home.Path;

    public string AuditFile => Path.Combine(Home, ".local", "state", "daypass", "agent.jsonl");

    public string Handles => Path.Combine(Home, ".cache", "daypass", "handles");

    public string Audit => File.Exists(AuditFile) ? File.ReadAllText(AuditFile) : string.Empty;

    public string Write(string name, string text)
    {
        var path = Path.Combine(Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    internal AgentServer Server(StartOptions? options = null, string? policy = null)
    {
        var rules = AgentPolicy.Default;
        if (policy is not null)
        {
            rules = AgentPolicy.Parse(policy, out var error);
            Assert.Null(error);
        }

        return new AgentServer(new AgentSession(options ?? new StartOptions(), rules, new ClientEnvironment(Variables.GetValueOrDefault, Home, Clock)));
    }

    public void Dispose() => _home.Dispose();
}
