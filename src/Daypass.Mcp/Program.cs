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

var options = StartOptions.Read(args, out var fault);
var policy = AgentPolicy.Standing;
if (fault is null && options.PolicyFile is { } file)
{
    try
    {
        policy = AgentPolicy.Read(File.ReadAllText(Surroundings.Real.Expand(file)), out fault);
    }
    catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
    {
        fault = refused.Message;
    }

    // Rules that are not understood must not be rules that are not there.
    fault = fault is null ? null : $"the policy file {file} cannot be used: {fault}";
}

if (fault is not null)
{
    Console.Error.Write($"daypass mcp: {fault}\n\n{StartOptions.Usage}");
    return UsageFault;
}

await new AgentServer(new Workplace(options, policy, Surroundings.Real)).Run(new StdioServerTransport("daypass"), CancellationToken.None).ConfigureAwait(false);
return 0;
