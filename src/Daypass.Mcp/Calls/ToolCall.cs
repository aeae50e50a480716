using System.Text.Json;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Safety;

namespace Daypass.Mcp.Calls;

/// <summary>One call of a tool as it came in.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Person">The person at the client.</param>
/// <param name="Cancellation">Ends it early.</param>
internal sealed record ToolCall(string Tool, Person Person, CancellationToken Cancellation)
{
    private static readonly string[] Known = ["command", "params", "session"];

    /// <summary>The command; the name of the tool when there is none.</summary>
    public string Command { get; private init; } = Tool;

    /// <summary>The parameters.</summary>
    public MapValue Parameters { get; private init; } = new();

    /// <summary>The handle of the session it is signed with; null for the profile in use.</summary>
    public string? Session { get; private init; }

    /// <summary>Reads the arguments; the call is only fit to be refused when there is a refusal.</summary>
    public ToolCall Read(IDictionary<string, JsonElement>? arguments, out Refusal? refusal)
    {
        refusal = null;
        var call = this;
        foreach (var (name, json) in arguments ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            var value = JsonText.Read(json.GetRawText(), out _) ?? Value.Null;
            switch (name)
            {
                case "command" when value is TextValue { Text: var command }:
                    call = call with { Command = command };
                    break;
                case "session" when value is TextValue { Text: var handle }:
                    call = call with { Session = handle };
                    break;
                case "params" when value is MapValue parameters:
                    call = call with { Parameters = parameters };
                    break;
                case "params" when value is TextValue { Text: var text } && JsonText.Read(text, out _) is MapValue quoted:
                    call = call with { Parameters = quoted };
                    break;
                case "session" or "params" when value.IsNull:
                    break;
                default:
                    refusal ??= Unknown(name);
                    break;
            }
        }

        if (refusal is null && arguments?.ContainsKey("command") != true)
        {
            refusal = new Refusal("ValidationError", "The argument \"command\" is missing.", "Call again with {\"command\": \"…\", \"params\": {…}}; the tool's schema lists the commands.");
        }

        return call;
    }

    private static Refusal Unknown(string name) => Array.IndexOf(Known, name) >= 0
        ? new Refusal("ValidationError", $"The argument \"{name}\" has the wrong type.", "command and session are texts, params is an object.")
        : new Refusal(
            "ValidationError",
            $"The argument {Person.Shown(name)} is not known.{Names.Suggest(name, Known)}",
            "The arguments are command, params and session; what belongs to the command itself goes into params.");
}
