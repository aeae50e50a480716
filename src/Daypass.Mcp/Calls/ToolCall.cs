using System.Text.Json;
using Daypass.JmesPath;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Safety;

namespace Daypass.Mcp.Calls;

/// <summary>One call of a tool as it came in.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Prompt">The user at the client.</param>
/// <param name="Cancellation">Ends it early.</param>
internal sealed record ToolCall(string Tool, ConsentPrompt Prompt, CancellationToken Cancellation)
{
    private static readonly string[] Known = ["command", "params", "session", "query"];

    /// <summary>The command; the name of the tool when there is none.</summary>
    public string Command { get; private init; } = Tool;

    /// <summary>The parameters.</summary>
    public MapValue Parameters { get; private init; } = new();

    /// <summary>The handle of the session it is signed with; null for the profile in use.</summary>
    public string? Session { get; private init; }

    /// <summary>What of the answer is wanted; null for all of it.</summary>
    public JmesPathExpression? Query { get; private init; }

    /// <summary>Reads the arguments; the call is only fit to be refused when there is a refusal.</summary>
    public ToolCall Parse(IDictionary<string, JsonElement>? arguments, out Refusal? refusal)
    {
        refusal = null;
        var call = this;
        foreach (var (name, json) in arguments ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            var value = JsonText.Parse(json.GetRawText(), out _) ?? Value.Null;
            switch (name)
            {
                case "command" when value is TextValue { Text: var command }:
                    call = call with { Command = command };
                    break;
                case "session" when value is TextValue { Text: var handle }:
                    call = call with { Session = handle };
                    break;
                case "query" when value is TextValue { Text: var query }:
                    if (JmesPathExpression.TryParse(query, out var expression, out var wrong))
                    {
                        call = call with { Query = expression };
                    }
                    else
                    {
                        refusal ??= new Refusal("ValidationError", $"\"query\": {wrong.Message}", "Correct the JMESPath expression, or leave query out.");
                    }

                    break;
                case "params" when value is MapValue parameters:
                    call = call with { Parameters = parameters };
                    break;
                case "params" when value is TextValue { Text: var text } && JsonText.Parse(text, out _) is MapValue quoted:
                    call = call with { Parameters = quoted };
                    break;
                case "session" or "params" or "query" when value.IsNull:
                    break;
                default:
                    refusal ??= UnknownArgument(name);
                    break;
            }
        }

        if (refusal is null && arguments?.ContainsKey("command") != true)
        {
            refusal = new Refusal(
                "ValidationError",
                "The argument \"command\" is missing.",
                "Call again with {\"command\": \"…\", \"params\": {…}}; the tool's schema lists the commands.");
        }

        return call;
    }

    private static Refusal UnknownArgument(string name) => Array.IndexOf(Known, name) >= 0
        ? new Refusal("ValidationError", $"The argument \"{name}\" has the wrong type.", "command, session and query are texts, params is an object.")
        : new Refusal(
            "ValidationError",
            $"The argument {UntrustedText.Quote(name)} is not known.{NameSuggestion.Suggest(name, Known)}",
            "The arguments are command, params, session and query; what belongs to the command itself goes into params.");
}
