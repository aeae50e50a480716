namespace Daypass.Mcp.Prompts;

/// <summary>Says the same as <see cref="DecodedDenial"/> from nothing but the words of a refusal, which name the layer that was missing an allow or had the deny.</summary>
internal static class DenialText
{
    /// <summary>The explanation of a refusal's own words; null when they are of no known form.</summary>
    public static string? Explain(string text)
    {
        var (who, rest) = Between(text, "User: ", " is not authorized to perform: ");
        if (who is null || rest is null)
        {
            return null;
        }

        var action = rest.Split(' ', '\n')[0].TrimEnd('.');
        var (resource, _) = Between(rest + " ", " on resource: ", " ");
        var because = rest.IndexOf(" because ", StringComparison.Ordinal) is >= 0 and var at ? rest[(at + " because ".Length)..].Trim() : string.Empty;
        var target = resource ?? "*";
        return because switch
        {
            _ when because.Contains("explicit deny", StringComparison.Ordinal) =>
                $"{who} may not {action} on {target}, because of an explicit deny: {because}. Find the Deny statement in that kind of policy which matches the action and resource, and narrow or remove it; an allow does not help against it.",
            _ when because.StartsWith("no permissions boundary", StringComparison.Ordinal) =>
                $"{who} may not {action} on {target}: its permissions boundary does not allow the action. Add the action to the boundary policy as well as to an identity policy.",
            _ when because.StartsWith("no session policy", StringComparison.Ordinal) =>
                $"{who} may not {action} on {target}: the session was narrowed by a session policy that leaves the action out. Assume the role again with a Policy that includes it.",
            _ when because.StartsWith("no resource-based policy", StringComparison.Ordinal) =>
                $"{who} may not {action} on {target}: the policy of the resource (for a role, its trust policy) does not allow it. Add a statement with Effect Allow, Principal {who} and Action {action} there.",
            _ => action.StartsWith("sts:AssumeRole", StringComparison.Ordinal)
                ? $"{who} may not {action} on {target}. The trust policy of the role has to allow {action} to this principal (or its account), with every condition met; and where the trust names only the account, or the caller is from another account, a policy of the caller has to allow {action} on {target} too."
                : $"{who} may not {action} on {target}: no statement allows it. Add to a policy of the caller a statement with Effect Allow, Action {action} and Resource {target}.",
        };
    }

    private static (string? Found, string? Behind) Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(after, start + before.Length, StringComparison.Ordinal);
        return end < 0 ? (null, null) : (text[(start + before.Length)..end], text[(end + after.Length)..]);
    }
}
