using System.Globalization;
using System.Text;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Mcp.Outlines;

/// <summary>
/// What a policy document allows to whom, in lines a person can decide by: the widest statement first, wildcards and strangers marked.
/// Nothing of it is left out.
/// </summary>
internal static class PolicyOutline
{
    private const string Wide = "[!] ";

    /// <summary>The lines, each indented.</summary>
    /// <param name="text">The document.</param>
    /// <param name="kind">The part it plays.</param>
    /// <param name="account">The caller's account, to which other accounts are strangers; null when it is not known.</param>
    public static string Create(string text, PolicyKind kind, string? account)
    {
        if (!CompiledPolicy.TryCompile(text, kind, out var policy, out var fault))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"  {Wide}this is no policy ({fault.Position.Line}:{fault.Position.Column} {UntrustedText.Quote(fault.Detail ?? fault.Message)})\n");
        }

        var lines = new StringBuilder();
        foreach (var statement in policy.Statements.OrderBy(static statement => statement.Effect).ThenByDescending(statement => Weigh(statement, account)))
        {
            Append(lines, statement, account);
        }

        return policy.Statements.Count == 0 ? "  nothing (there is no statement in it)\n" : lines.ToString();
    }

    /// <summary>The whole document with its layout made anew, each line marked as part of it.</summary>
    public static string WholeText(string text)
    {
        // What the engine has read holds nothing twice, so that the new layout says what the old one did.
        var whole = CompiledPolicy.TryCompile(text, PolicyKind.Identity, out _, out _) && JsonText.Parse(text, out _) is { } value
            ? JsonText.Write(value, JsonStyle.Narrow)
            : text;
        return string.Concat(whole.Split('\n').Select(static line => $"  | {UntrustedText.QuoteWhole(line)[1..^1].Replace("\\\"", "\"",
            StringComparison.Ordinal)}\n"));
    }

    private static int Weigh(Statement statement, string? account) =>
        (statement.IsNotAction || IsAll(statement.Actions) ? 8 : 0)
        + (statement.IsNotPrincipal || (statement.Principals?.Any(entry => IsWide(entry, account)) ?? false) ? 4 : 0)
        + (statement.IsNotResource || IsAll(statement.Resources) ? 2 : 0)
        + (statement.Actions?.Any(HasWildcard) ?? false ? 1 : 0);

    private static void Append(StringBuilder lines, Statement statement, string? account)
    {
        var allows = statement.Effect == Effect.Allow;
        lines.Append("  ").Append(allows ? "ALLOWS" : "DENIES").Append('\n');
        Line(lines, allows, "actions", statement.IsNotAction, statement.Actions, "every action");
        if (statement.Principals is { } principals)
        {
            var wide = statement.IsNotPrincipal || principals.Any(entry => IsWide(entry, account));
            lines.Append("    ").Append(allows && wide ? Wide : string.Empty).Append("to: ")
                .Append(statement.IsNotPrincipal ? "everybody EXCEPT " : string.Empty)
                .AppendJoin(", ", principals.Select(entry => Describe(entry, account))).Append('\n');
        }

        if (statement.Resources is not null)
        {
            Line(lines, allows, "on", statement.IsNotResource, statement.Resources, "every resource");
        }

        foreach (var condition in statement.Conditions ?? [])
        {
            lines.Append("    ").Append(IsVain(condition) ? Wide : string.Empty).Append("only if ")
                .Append(UntrustedText.QuoteWhole(condition.Key, asciiOnly: true)).Append(' ')
                .Append(UntrustedText.QuoteWhole(condition.Operator, asciiOnly: true)[1..^1]).Append(' ')
                .AppendJoin(" or ", condition.Values.Select(static value => UntrustedText.QuoteWhole(value, asciiOnly: true)))
                .Append(IsVain(condition) ? " (also true when the request does not have it)" : string.Empty).Append('\n');
        }

        if (statement.Conditions is null or { Count: 0 })
        {
            lines.Append("    without a condition\n");
        }
    }

    private static void Line(StringBuilder lines, bool allows, string word, bool except, IReadOnlyList<string>? texts, string everything)
    {
        var all = texts ?? [];
        var wide = except || all.Any(HasWildcard);
        lines.Append("    ").Append(allows && wide ? Wide : string.Empty).Append(word).Append(": ")
            .Append(except ? everything.ToUpperInvariant() + " EXCEPT " : string.Empty)
            .AppendJoin(", ", all.OrderByDescending(HasWildcard).Select(text => IsAll([text])
                ? $"{everything.ToUpperInvariant()} ({UntrustedText.QuoteWhole(text)[1..^1]})"
                : UntrustedText.QuoteWhole(text, asciiOnly: true)))
            .Append('\n');
    }

    private static string Describe(PrincipalEntry entry, string? account)
    {
        if (IsAll([entry.Value]))
        {
            return "EVERYBODY (*)";
        }

        var shown = UntrustedText.QuoteWhole(entry.Value, asciiOnly: true);
        return entry.Type switch
        {
            "AWS" => shown + (IsStranger(entry, account) ? " of ANOTHER ACCOUNT" : string.Empty),
            "Federated" => $"whoever {shown} signs in",
            "Service" => $"the service {shown}",
            _ => $"{entry.Type} {shown}",
        };
    }

    private static bool IsWide(PrincipalEntry entry, string? account) => IsAll([entry.Value]) || HasWildcard(entry.Value) || IsStranger(entry, account);

    private static bool IsStranger(PrincipalEntry entry, string? account) =>
        entry.Type == "AWS" && account is not null && !entry.Value.Contains(account, StringComparison.Ordinal);

    private static bool IsAll(IReadOnlyList<string>? texts) =>
        texts is not null && texts.Any(static text => text.Length > 0 && text.All(static character => character is '*' or ':')
            && text.Contains('*', StringComparison.Ordinal));

    private static bool HasWildcard(string text) => text.AsSpan().ContainsAny('*', '?') || text.Contains("${", StringComparison.Ordinal);

    // Conditions that a request meets by leaving the key out, or with any value.
    private static bool IsVain(ConditionEntry condition) =>
        condition.Operator.StartsWith("ForAllValues:", StringComparison.OrdinalIgnoreCase)
        || condition.Operator.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase)
        || condition.Operator.Contains("Not", StringComparison.OrdinalIgnoreCase)
        || IsAll(condition.Values);
}
