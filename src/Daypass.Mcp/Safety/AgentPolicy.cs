using Daypass.JmesPath.Values;
using Daypass.Mcp.Naming;

namespace Daypass.Mcp.Safety;

/// <summary>The operator's rules. A deny wins over an ask, an ask over an allow; without a rule reading is allowed and everything else asks.</summary>
internal sealed class AgentPolicy
{
    private readonly List<AgentRule> _rules = [];

    /// <summary>No rules.</summary>
    public static AgentPolicy Default { get; } = new();

    /// <summary>True when some rule looks at accounts, or at roles and the like, so that it has to be known who a caller is.</summary>
    public bool NeedsCallerIdentity => _rules.Exists(static rule => rule.IsAboutEntities || rule.Account is not null);

    /// <summary>True when some rule looks at users, who are named by leaving them out as well.</summary>
    public bool NeedsCallerUser => _rules.Exists(static rule => rule.Find(NamedKind.User) is not null);

    /// <summary>True when what the rules say depends on the path of something that was named without it.</summary>
    public bool DependsOnPath(NamedEntity entity) => _rules.Exists(rule => rule.DependsOnPath(entity));

    /// <summary>True when some rule looks at policies.</summary>
    public bool NeedsPolicies => _rules.Exists(static rule => rule.Find(NamedKind.Policy) is not null);

    /// <summary>Reads a policy file.</summary>
    /// <param name="json">Its content.</param>
    /// <param name="error">What is wrong with it; null when nothing is. A file that is not understood whole must not be used at all.</param>
    public static AgentPolicy Parse(string json, out string? error)
    {
        var policy = new AgentPolicy();
        if (JsonText.Parse(json, out var syntax) is not MapValue file)
        {
            error = syntax is null ? "it is no JSON object" : $"it is no JSON: {syntax}";
            return policy;
        }

        error = null;
        foreach (var member in file.Members)
        {
            if (member.Name != "rules" || member.Value is not ListValue list)
            {
                error = $"\"{member.Name}\" is not known; the file holds \"rules\", a list";
                return policy;
            }

            foreach (var item in list.Items)
            {
                var rule = AgentRule.Parse(item, out error);
                if (rule is null)
                {
                    error = $"rule {policy._rules.Count + 1} in line {RuleLines.Find(json, policy._rules.Count)}: {error}";
                    return policy;
                }

                policy._rules.Add(rule);
            }
        }

        return policy;
    }

    /// <summary>What the rules say to a call, and which rule said it (null: none).</summary>
    public (AgentVerdict Verdict, AgentRule? Rule) Decide(PolicyQuestion question)
    {
        foreach (var verdict in new[] { AgentVerdict.Deny, AgentVerdict.Ask, AgentVerdict.Allow })
        {
            foreach (var rule in _rules)
            {
                if (rule.Verdict == verdict && rule.Matches(question))
                {
                    return (verdict, rule);
                }
            }
        }

        return (question.Effect == CommandEffect.Read ? AgentVerdict.Allow : AgentVerdict.Ask, null);
    }
}
