using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Calls;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;
using ModelContextProtocol.Protocol;

namespace Daypass.Mcp.Tools;

/// <summary>STSTool: the twelve operations of STS, and the two forms the skill documented otherwise than the API has them.</summary>
internal sealed class StsTool(AgentSession agent) : IAgentTool
{
    private const string Name = "STSTool";

    /// <inheritdoc/>
    public Tool Description { get; } = new()
    {
        Name = Name,
        Title = "AWS STS",
        Description = "Manage AWS STS (Security Token Service): who am I, assume a role, get temporary credentials, decode an authorization failure. "
            + "Credentials are kept on this machine and answered as an opaque session handle (data.session): run programs with `daypass exec --session "
            + "HANDLE -- COMMAND`, or pass the handle as \"session\" to further calls. "
            + "GetWebIdentityToken and GetDelegatedAccessToken take a RoleArn as well, as the skill documents them.",
        InputSchema = MemberSchema.Input(ToolCommands.Offer(agent, Service.Sts), Parameters(agent), withSession: true),
        OutputSchema = MemberSchema.Envelope,
        Annotations = new ToolAnnotations
        {
            Title = "AWS STS",
            ReadOnlyHint = agent.Options.ReadOnly,
            DestructiveHint = false,
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

        if (OperationCatalogue.Find(call.Command, Service.Sts) is not { } operation)
        {
            return run.Finish(Envelope.Failure(
                    call.Command,
                    UnknownCommand.Refuse(call.Command, [.. OperationCatalogue.List(Service.Sts).Select(static known => known.Name)])));
        }

        return DocumentedForms.Find(agent, call, run, operation) is { } form
            ? await form.ConfigureAwait(false)
            : await run.Run(operation, call.Parameters).ConfigureAwait(false);
    }

    // Each parameter once, as the skill has it: schemas of their own for each command would fill an agent's context.
    private static JsonObject Parameters(AgentSession agent)
    {
        var offered = ToolCommands.Offer(agent, Service.Sts);
        var operations = OperationCatalogue.List(Service.Sts).Where(operation => offered.Contains(operation.Name)).ToList();
        var properties = new JsonObject();
        foreach (var member in operations.SelectMany(static operation => operation.Input))
        {
            if (!properties.ContainsKey(member.Name))
            {
                properties[member.Name] = MemberSchema.Create(member);
            }
        }

        foreach (var lifetime in agent.Options.ReadOnly ? [] : DocumentedForms.Lifetimes.Where(name => !properties.ContainsKey(name)))
        {
            properties[lifetime] = new JsonObject { ["type"] = "integer" };
        }

        var required = operations.Where(static operation => operation.Input.Any(static member => member.Required)).Select(Require);
        var schema = MemberSchema.Object(
            $"Required: {string.Join("; ", required)}. daypass://commands/sts/COMMAND describes one; wrong parameters are answered with the right ones.");
        schema["properties"] = properties;
        return schema;
    }

    private static string Require(OperationDescription operation) =>
        operation.Name + ": " + string.Join(", ", operation.Input.Where(static member => member.Required).Select(static member => member.Name));
}
