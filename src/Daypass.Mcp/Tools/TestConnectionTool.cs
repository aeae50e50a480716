using System.Diagnostics;
using System.Text.Json;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Calls;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Sts;
using ModelContextProtocol.Protocol;

namespace Daypass.Mcp.Tools;

/// <summary>TestAwsConnectionTool: who is signed in, at which address, and how long an answer takes.</summary>
internal sealed class TestConnectionTool(AgentSession agent) : IAgentTool
{
    private const string Name = "TestAwsConnectionTool";
    private const string Command = "TestConnection";

    /// <inheritdoc/>
    public Tool Description { get; } = new()
    {
        Name = Name,
        Title = "Test the AWS connection",
        Description = "Calls GetCallerIdentity with the profile or session in use and says which identity answered, at which address, where that address came from, and how long it took.",
        InputSchema = MemberSchema.Input([Command], MemberSchema.Object("Takes nothing."), withSession: true),
        OutputSchema = MemberSchema.Envelope,
        Annotations = new ToolAnnotations { Title = "Test the AWS connection", ReadOnlyHint = true, IdempotentHint = true, DestructiveHint = false, OpenWorldHint = true },
    };

    /// <inheritdoc/>
    public async Task<Envelope> Call(IDictionary<string, JsonElement>? arguments, ConsentPrompt prompt, CancellationToken cancellation)
    {
        // Asked without a command it can only mean its one command.
        var given = arguments is null ? new Dictionary<string, JsonElement>(StringComparer.Ordinal) : new Dictionary<string, JsonElement>(arguments, StringComparer.Ordinal);
        given.TryAdd("command", JsonSerializer.SerializeToElement(Command, ServerJson.Default.String));
        var call = new ToolCall(Name, prompt, cancellation).Parse(given, out var refusal);
        var run = new CommandRun(agent, call);
        refusal ??= call.Command == Command ? null : UnknownCommand.Refuse(call.Command, [Command]);
        if (refusal is not null)
        {
            return run.Finish(Envelope.Failure(call.Command, refusal));
        }

        var step = new PlannedCall(GetCallerIdentityRequest.Operation, new MapValue());
        if (await run.Authorize([step]).ConfigureAwait(false) is { } refused)
        {
            return run.Finish(Envelope.Failure(call.Command, refused));
        }

        var (endpoint, started) = (run.Signer.FindEndpoint(Service.Sts, signed: true), Stopwatch.GetTimestamp());
        return await run.SendAndFinish(run.Signer, step, data => data
            .Set("AwsProfile", run.Signer.Label)
            .Set("AwsRegion", run.Signer.Region is { } region ? Value.From(region) : Value.Null)
            .Set("AwsEndPoint", endpoint.Value?.Url.AbsoluteUri ?? string.Empty)
            .Set("AwsEndPointFrom", endpoint.Value?.Origin ?? string.Empty)
            .Set("milliseconds", Value.From((long)Stopwatch.GetElapsedTime(started).TotalMilliseconds))).ConfigureAwait(false);
    }
}
