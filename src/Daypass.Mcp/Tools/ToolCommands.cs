using Daypass.Mcp.Calls;
using Daypass.Mcp.Naming;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Tools;

/// <summary>The commands that a tool tells of: in read-only mode those that are not refused.</summary>
internal static class ToolCommands
{
    /// <summary>The names of the commands of a service.</summary>
    public static IReadOnlyList<string> Offer(AgentSession agent, Service service) =>
    [
        .. OperationCatalogue.List(service).Where(operation => !agent.Options.ReadOnly || EntityNames.OnlyReads(operation))
            .Select(static operation => operation.Name),
    ];
}
