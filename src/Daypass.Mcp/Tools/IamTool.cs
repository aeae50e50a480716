using System.Text.Json;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Calls;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;
using ModelContextProtocol.Protocol;

namespace Daypass.Mcp.Tools;

/// <summary>
/// IAMTool: the operations of IAM, with the same envelope. What each takes is a resource, because all of it at once would fill an agent's
/// context.
/// </summary>
internal sealed class IamTool(AgentSession agent) : IAgentTool
{
    private const string Name = "IAMTool";

    /// <inheritdoc/>
    public Tool Description { get; } = new()
    {
        Name = Name,
        Title = "AWS IAM",
        Description = "Manage AWS IAM users, groups, roles, policies and identity providers with the API's own parameter names. "
            + "The resource daypass://commands/iam/COMMAND describes the parameters of a command; a call with wrong ones is answered with them. Secret "
            + "keys are kept like those of STSTool.",
        InputSchema = MemberSchema.Input(
            ToolCommands.Offer(agent, Service.Iam),
            MemberSchema.Object("The parameters of the command, with the API's own names."),
            withSession: true),
        OutputSchema = MemberSchema.Envelope,
        Annotations = new ToolAnnotations
        {
            Title = "AWS IAM",
            ReadOnlyHint = agent.Options.ReadOnly,
            DestructiveHint = !agent.Options.ReadOnly,
            IdempotentHint = false,
            OpenWorldHint = true,
        },
    };

    /// <inheritdoc/>
    public async Task<Envelope> Call(IDictionary<string, JsonElement>? arguments, ConsentPrompt prompt, CancellationToken cancellation)
    {
        var call = new ToolCall(Name, prompt, cancellation).Parse(arguments, out var refusal);
        var run = new CommandRun(agent, call);
        if (refusal is not null)
        {
            return run.Finish(Envelope.Failure(call.Command, refusal));
        }

        return OperationCatalogue.Find(call.Command, Service.Iam) is { } operation
            ? await run.Run(operation, call.Parameters).ConfigureAwait(false)
            : run.Finish(Envelope.Failure(
                    call.Command,
                    UnknownCommand.Refuse(call.Command, [.. OperationCatalogue.List(Service.Iam).Select(static known => known.Name)])));
    }
}
