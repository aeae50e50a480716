using System.Text;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;

namespace Daypass.Mcp.Calls;

/// <summary>What a user is asked to agree to: what will be called, with what, as whom and where. Values of the agent stand in quotes.</summary>
internal static class ConsentText
{
    /// <summary>The question.</summary>
    public static string Create(IReadOnlyList<PlannedCall> steps, CallSigner caller, Uri endpoint)
    {
        var text = new StringBuilder("An agent asks to call ").AppendJoin(" and then ", steps.Select(static step => step.Operation.Name)).Append(".\n");
        foreach (var step in steps)
        {
            foreach (var (name, value) in ShownParameters(step))
            {
                text.Append(name).Append(": ").Append(value).Append('\n');
            }
        }

        return text.Append("As: ").Append(caller.Label).Append(caller.Account is { } account ? $" (account {account})" : string.Empty)
            .Append("\nAt: ").Append(endpoint.GetLeftPart(UriPartial.Path)).ToString();
    }

    private static IEnumerable<(string Name, string Value)> ShownParameters(PlannedCall step)
    {
        foreach (var parameter in step.Parameters.Members)
        {
            var member = step.Operation.Input.First(member => member.Name == parameter.Name);
            if (!member.Sensitive && parameter.Name != "TokenCode")
            {
                yield return (parameter.Name, UntrustedText.Quote(parameter.Value is TextValue { Text: var text } ? text : JsonText.Write(parameter.Value, JsonStyle.Line)));
            }
        }
    }
}
