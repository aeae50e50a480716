using System.Text;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Commands;

/// <summary>The authorization id in a text, and what iam-toolbox answers for it in words.</summary>
internal static class DenialDetails
{
    private const int ShortestId = 20;
    private const int LongestId = 40;

    private static readonly string[] Markers = ["authorization id:", "/authorization-details/"];

    /// <summary>The authorization id in a text: what follows the words that announce it, or the text itself where it is nothing but one.</summary>
    public static string? FindId(string text)
    {
        foreach (var marker in Markers)
        {
            if (text.IndexOf(marker, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && IdAt(text[(at + marker.Length)..].TrimStart()) is { } id)
            {
                return id;
            }
        }

        var whole = text.Trim();
        return IdAt(whole) is { } bare && bare.Length == whole.Length ? bare : null;
    }

    /// <summary>What was evaluated, for a person.</summary>
    public static string Explain(Value details)
    {
        var text = new StringBuilder();
        var context = details.Find("requestContext");
        var who = context?.FindText("aws:PrincipalArn") ?? context?.FindText("aws:userid") ?? "The caller";
        foreach (var evaluation in ItemsOf(details, "evaluations"))
        {
            var effect = evaluation.FindText("evaluatedEffect");
            text.Append($"{who}\n  {(effect == "ALLOW" ? "may" : "may not")} {evaluation.FindText("action")}\n  on {evaluation.FindText("resource")}\n");
            text.Append(effect switch
            {
                "ALLOW" => "because a policy allows it.\n",
                "EXPLICIT_DENY" => "because a statement denies it.\n",
                _ => "because no policy allows it.\n",
            });
            foreach (var policy in ItemsOf(evaluation, "matchedPolicies"))
            {
                foreach (var statement in ItemsOf(policy, "matchedStatements"))
                {
                    var sid = statement.FindText("sid") is { } name ? $"statement {name}" : "a statement";
                    text.Append($"  {statement.FindText("evaluatedEffect")} by {sid} of {policy.FindText("uri")}\n");
                }
            }

            text.Append('\n');
        }

        text.Append("Policies that were looked at:\n");
        foreach (var policy in ItemsOf(details, "policies"))
        {
            text.Append("  ").Append((policy.FindText("type") ?? string.Empty).PadRight(24)).Append(' ').Append(policy.FindText("uri")).Append('\n');
        }

        text.Append("\nThe request:\n");
        foreach (var key in (context as MapValue)?.Members ?? [])
        {
            var value = key.Value is ListValue list ? string.Join(", ", list.Items.Select(PythonText.Format)) : PythonText.Format(key.Value);
            text.Append("  ").Append(key.Name.PadRight(32)).Append(' ').Append(value).Append('\n');
        }

        return text.ToString();
    }

    private static IReadOnlyList<Value> ItemsOf(Value container, string name) => container.Find(name) is ListValue list ? [.. list.Items] : [];

    private static string? IdAt(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterLower(text[end]) || char.IsAsciiDigit(text[end])))
        {
            end++;
        }

        return end is >= ShortestId and <= LongestId && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end])) ? text[..end] : null;
    }
}
