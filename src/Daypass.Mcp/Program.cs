using Daypass.Client;
using Daypass.Mcp;
using Daypass.Mcp.Calls;
using Daypass.Mcp.Safety;
using Daypass.Mcp.Start;
using ModelContextProtocol.Server;

const int UsageFault = 2;

if (args is ["--help"] or ["-h"] or ["--version"])
{
    Console.Out.Write(args[0] == "--version" ? $"daypass-mcp/{ClientVersion.Text}\n" : StartOptions.Usage);
    return 0;
}

var options = StartOptions.Parse(args, out var error);
var policy = AgentPolicy.Default;
if (error is null && options.PolicyFile is { } file)
{
    try
    {
        policy = AgentPolicy.Parse(File.ReadAllText(ClientEnvironment.Current.ExpandPath(file)), out error);
    }
    catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
    {
        error = refused.Message;
    }

    // Rules that are not understood must not be rules that are not there.
    error = error is null ? null : $"the policy file {file} cannot be used: {error}";
}

if (error is not null)
{
    Console.Error.Write($"daypass mcp: {error}\n\n{StartOptions.Usage}");
    return UsageFault;
}

var session = new AgentSession(options, policy, ClientEnvironment.Current);
if (StartCheck.Find(session) is { } reason)
{
    Console.Error.Write($"daypass mcp: {reason}\n");
    return UsageFault;
}

await new AgentServer(session).Run(new StdioServerTransport("daypass"), CancellationToken.None).ConfigureAwait(false);
return 0;
