using System.Text;
using Daypass.JmesPath.Values;

namespace Daypass.Mcp.Prompts;

/// <summary>Says in sentences why something was denied and which statement has to change, from a decoded authorization message.</summary>
internal static class DecodedDenial
{
    private const string Marker = "Encoded authorization failure message:";
    private const int ShortestMessage = 64;

    /// <summary>The encoded message in a text: what follows the words that announce it, or else the text itself where it is nothing but one.</summary>
    public static string? FindMessage(string text)
    {
        var marked = text.IndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        var rest = (marked < 0 ? text : text[(marked + Marker.Length)..]).TrimStart();
        var end = 0;
        while (end < rest.Length && (char.IsAsciiLetterOrDigit(rest[end]) || rest[end] is '-' or '_' or '+' or '/' or '='))
        {
            end++;
        }

        return end > 0 && (marked >= 0 || (end >= ShortestMessage && rest[end..].Trim().Length == 0)) ? rest[..end] : null;
    }

    /// <summary>The explanation of a decoded message.</summary>
    public static string Explain(Value document)
    {
        var context = document.Find("context");
        var who = context?.Find("principal")?.FindText("arn") ?? context?.Find("principal")?.FindText("id") ?? "The caller";
        var (action, resource) = (context?.FindText("action") ?? "the action", context?.FindText("resource") ?? "*");
        var text = new StringBuilder();
        if (document.Find("allowed") is BooleanValue { IsTrue: true })
        {
            return text.Append($"{who} may {action} on {resource}; this message is of a call that was allowed.").ToString();
        }

        text.Append($"{who} may not {action} on {resource}. ");
        if (document.Find("explicitDeny") is BooleanValue { IsTrue: true })
        {
            text.Append("A statement denies it, and a deny wins over every allow. Change this statement: ");
            Statements(text, document);
            text.Append(" Narrow its Action, Resource or Condition so that this call no longer matches, or remove it; adding an allow elsewhere does not help.");
        }
        else if (Items(document.Find("failures")).FirstOrDefault() is { } failure)
        {
            text.Append($"A statement would allow it but for its condition: {Sid(failure)} in {Place(failure, who, resource)} fails on {failure.FindText("key")}. "
                + "Change the condition of that statement, or make the call so that it is met (compare with the request below).");
        }
        else
        {
            text.Append(Missing(document.FindText("layer"), who, action, resource));
        }

        Request(text, context);
        return text.ToString();
    }

    private static string Missing(string? layer, string who, string action, string resource) => layer switch
    {
        "Boundary" => $"The permissions boundary of {who} has no statement that allows it. Add to the boundary policy a statement with Effect Allow, Action {action} and Resource {resource}; an identity policy has to allow it too.",
        "Session" => $"The session policy that this session was narrowed with leaves it out. Assume the role again with a Policy that has a statement with Effect Allow, Action {action} and Resource {resource}.",
        "Resource" => $"The policy of {resource} does not allow it. Add to it a statement with Effect Allow, Principal {who} and Action {action}.",
        _ when action.StartsWith("sts:AssumeRole", StringComparison.Ordinal) =>
            $"No statement allows it. The trust policy of {resource} needs a statement with Effect Allow, Principal {who} (or its account) and Action {action}; and where the trust names only the account, or the caller is from another account, a policy of {who} needs one with Action {action} and Resource {resource}.",
        _ => $"No statement allows it. Add to a policy of {who} a statement with Effect Allow, Action {action} and Resource {resource}, or extend one that nearly matches.",
    };

    private static string Place(Value failure, string who, string resource) => failure.FindText("layer") switch
    {
        "Boundary" => $"the permissions boundary of {who}",
        "Session" => "the session policy",
        "Resource" => $"the policy of {resource}",
        _ => $"a policy of {who}",
    };

    private static string Sid(Value statement)
    {
        var sid = statement.FindText("statementId") is { Length: > 0 } id ? $"Sid \"{id}\"" : "the statement without Sid";
        return statement.FindText("policy") is { Length: > 0 } policy ? $"{sid} of policy \"{policy}\"" : sid;
    }

    private static void Statements(StringBuilder text, Value document)
    {
        foreach (var statement in Items(document.Find("matchedStatements")))
        {
            text.Append($"{Sid(statement)} (actions {Values(statement.Find("actions"))}; resources {Values(statement.Find("resources"))}).");
        }
    }

    private static void Request(StringBuilder text, Value? context)
    {
        text.Append("\nThe request had:");
        foreach (var condition in Items(context?.Find("conditions")))
        {
            text.Append($"\n  {condition.FindText("key")} = {Values(condition.Find("values"))}");
        }
    }

    private static string Values(Value? container) => string.Join(", ", Items(container).Select(static item => item.FindText("value") ?? string.Empty));

    private static IEnumerable<Value> Items(Value? container) => (container?.Find("items") as ListValue)?.Items ?? [];
}
