using Daypass.JmesPath.Values;

namespace Daypass.Mcp.Safety;

/// <summary>The operator's rules. A deny wins over an ask, an ask over an allow; without a rule reading is allowed and everything else asks.</summary>
internal sealed class AgentPolicy
{
    private readonly List<AgentRule> _rules = [];

    /// <summary>No rules.</summary>
    public static AgentPolicy Standing { get; } = new();

    /// <summary>True when some rule looks at roles or accounts, so that it has to be known who a caller is.</summary>
    public bool LooksAtCallers => _rules.Exists(static rule => rule.Role is not null || rule.Account is not null);

    /// <summary>Reads a policy file.</summary>
    /// <param name="json">Its content.</param>
    /// <param name="fault">What is wrong with it; null when nothing is. A file that is not understood whole must not be used at all.</param>
    public static AgentPolicy Read(string json, out string? fault)
    {
        var policy = new AgentPolicy();
        if (JsonText.Read(json, out var syntax) is not MapValue file)
        {
            fault = syntax is null ? "it is no JSON object" : $"it is no JSON: {syntax}";
            return policy;
        }

        fault = null;
        foreach (var member in file.Members)
        {
            if (member.Name != "rules" || member.Value is not ListValue list)
            {
                fault = $"\"{member.Name}\" is not known; the file holds \"rules\", a list";
                return policy;
            }

            foreach (var item in list.Items)
            {
                var rule = AgentRule.Read(item, out fault);
                if (rule is null)
                {
                    fault = $"rule {policy._rules.Count + 1}: {fault}";
                    return policy;
                }

                policy._rules.Add(rule);
            }
        }

        return policy;
    }

    /// <summary>What the rules say to a call, and which rule said it (null: none).</summary>
    public (Verdict Verdict, AgentRule? Rule) Decide(CallQuestion question)
    {
        foreach (var verdict in new[] { Verdict.Deny, Verdict.Ask, Verdict.Allow })
        {
            foreach (var rule in _rules)
            {
                if (rule.Verdict == verdict && rule.Matches(question))
                {
                    return (verdict, rule);
                }
            }
        }

        return (question.Effect == Effect.Read ? Verdict.Allow : Verdict.Ask, null);
    }
}
