using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
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
    private const int LongestRegion = 64;
    private const string Command = "TestConnection";

    /// <inheritdoc/>
    public Tool Description { get; } = new()
    {
        Name = Name,
        Title = "Test the AWS connection",
        Description = "Calls GetCallerIdentity with the profile or session in use and says which identity answered, at which address, where that address "
            + "came from, and how long it took.",
        InputSchema = Input(),
        OutputSchema = MemberSchema.Envelope,
        Annotations = new ToolAnnotations
        {
            Title = "Test the AWS connection",
            ReadOnlyHint = true,
            IdempotentHint = true,
            DestructiveHint = false,
            OpenWorldHint = true,
        },
    };

    private static JsonElement Input()
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["region"] = MemberSchema.Text("The region to test; the one in use by default."),
                ["session"] = MemberSchema.Text("The handle of an earlier answer."),
                ["command"] = MemberSchema.Text("TestConnection; may be left out."),
            },
        };
        return MemberSchema.Element(schema);
    }

    // The region stands beside the command, where the skill has it, or in params, where the other tools have theirs.
    private static string? TakeRegion(Dictionary<string, JsonElement> given, out Refusal? refusal)
    {
        refusal = null;
        string? region = null;
        if (given.Remove("region", out var flat))
        {
            region = flat.ValueKind == JsonValueKind.String ? flat.GetString() : string.Empty;
        }

        if (given.TryGetValue("params", out var parameters) && parameters.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in parameters.EnumerateObject())
            {
                if (member.Name == "region")
                {
                    region = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : string.Empty;
                }
                else
                {
                    refusal = new Refusal(
                        "ValidationError", $"{UntrustedText.Quote(member.Name)} is not a parameter.", "TestConnection takes region, and nothing else.");
                }
            }
        }

        refusal ??= region is not null && (region.Length is 0 or > LongestRegion || !region.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            ? new Refusal("ValidationError", "\"region\" is no name of a region.", "Pass a region such as eu-west-1, or leave it out.") : null;
        return region;
    }

    /// <inheritdoc/>
    public async Task<Envelope> Call(IDictionary<string, JsonElement>? arguments, ConsentPrompt prompt, CancellationToken cancellation)
    {
        // Asked without a command it can only mean its one command.
        var given = arguments is null
            ? new Dictionary<string, JsonElement>(StringComparer.Ordinal)
            : new Dictionary<string, JsonElement>(arguments, StringComparer.Ordinal);
        given.TryAdd("command", JsonSerializer.SerializeToElement(Command, ServerJson.Default.String));
        var region = TakeRegion(given, out var refusal);
        var call = new ToolCall(Name, prompt, cancellation).Parse(given, out var wrong);
        refusal ??= wrong;
        var run = new CommandRun(agent, call);
        refusal ??= call.Command == Command ? null : UnknownCommand.Refuse(call.Command, [Command]);
        if (refusal is not null)
        {
            return run.Finish(Envelope.Failure(call.Command, refusal));
        }

        run.Region = region;
        var step = new PlannedCall(GetCallerIdentityRequest.Operation, new MapValue());
        if (await run.Authorize([step]).ConfigureAwait(false) is { } refused)
        {
            return run.Finish(Envelope.Failure(call.Command, refused));
        }

        var (endpoint, started) = (run.Signer.FindEndpoint(Service.Sts, signed: true), Stopwatch.GetTimestamp());
        return await run.SendAndFinish(run.Signer, step, data => data
            .Set("region", run.Signer.Region is { } used ? Value.From(used) : Value.Null)
            .Set("AwsProfile", run.Signer.Label)
            .Set("AwsRegion", run.Signer.Region is { } region ? Value.From(region) : Value.Null)
            .Set("AwsEndPoint", endpoint.Value?.Url.AbsoluteUri ?? string.Empty)
            .Set("AwsEndPointFrom", endpoint.Value?.Origin ?? string.Empty)
            .Set("milliseconds", Value.From((long)Stopwatch.GetElapsedTime(started).TotalMilliseconds))).ConfigureAwait(false);
    }
}
