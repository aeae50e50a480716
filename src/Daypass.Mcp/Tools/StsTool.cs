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
            + "Commands: " + string.Join("; ", OperationCatalogue.List(Service.Sts).Select(static operation => $"{operation.Name}: {operation.Summary}")),
        InputSchema = MemberSchema.Input(OperationCatalogue.List(Service.Sts).Select(static operation => operation.Name), Parameters(), withSession: true),
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

    private static JsonObject Parameters()
    {
        var forms = new JsonArray();
        foreach (var operation in OperationCatalogue.List(Service.Sts))
        {
            forms.Add((JsonNode)MemberSchema.Create(operation));
        }

        foreach (var form in DocumentedForms.Schemas())
        {
            forms.Add((JsonNode)form);
        }

        var schema = MemberSchema.Object("The parameters of the command; the alternatives below are titled by command.");
        schema["anyOf"] = forms;
        return schema;
    }
}
