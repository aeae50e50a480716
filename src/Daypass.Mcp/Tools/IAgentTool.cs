using System.Text.Json;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Safety;
using ModelContextProtocol.Protocol;

namespace Daypass.Mcp.Tools;

/// <summary>One tool of the agent server.</summary>
internal interface IAgentTool
{
    /// <summary>What the client is shown of it.</summary>
    Tool Description { get; }

    /// <summary>Runs a call.</summary>
    Task<Envelope> Call(IDictionary<string, JsonElement>? arguments, ConsentPrompt prompt, CancellationToken cancellation);
}
