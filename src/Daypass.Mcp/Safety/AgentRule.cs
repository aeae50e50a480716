using Daypass.JmesPath.Values;

namespace Daypass.Mcp.Safety;

/// <summary>One rule of the operator's policy: an effect, and patterns with <c>*</c> and <c>?</c> for what it is about; a part that is left out fits everything.</summary>
internal sealed class AgentRule
{
    private static readonly string[] Parts = ["command", "role", "account", "endpoint"];

    private readonly Dictionary<string, string[]> _patterns = new(StringComparer.Ordinal);

    private AgentRule(AgentVerdict verdict) => Verdict = verdict;

    /// <summary>What it says.</summary>
    public AgentVerdict Verdict { get; }

    /// <summary>The operations, with or without the service in front: <c>AssumeRole*</c>, <c>iam:*</c>.</summary>
    public string[]? Command => _patterns.GetValueOrDefault("command");

    /// <summary>The ARNs of roles.</summary>
    public string[]? Role => _patterns.GetValueOrDefault("role");

    /// <summary>The account ids.</summary>
    public string[]? Account => _patterns.GetValueOrDefault("account");

    /// <summary>The addresses.</summary>
    public string[]? Endpoint => _patterns.GetValueOrDefault("endpoint");

    /// <summary>Reads a rule; null with an error when it is not understood.</summary>
    public static AgentRule? Parse(Value value, out string? error)
    {
        error = "it is no object";
        if (value is not MapValue map)
        {
            return null;
        }

        AgentVerdict? verdict = map.FindText("effect") switch { "allow" => AgentVerdict.Allow, "ask" => AgentVerdict.Ask, "deny" => AgentVerdict.Deny, _ => null };
        error = "\"effect\" has to be \"allow\", \"ask\" or \"deny\"";
        if (verdict is null)
        {
            return null;
        }

        var rule = new AgentRule(verdict.Value);
        foreach (var member in map.Members)
        {
            if (member.Name == "effect")
            {
                continue;
            }

            if (Array.IndexOf(Parts, member.Name) < 0 || ParseTexts(member.Value) is not { Length: > 0 } texts)
            {
                error = $"\"{member.Name}\" is not understood; besides \"effect\" a rule has {string.Join(", ", Parts)}, each a text or a list of texts";
                return null;
            }

            rule._patterns.Add(member.Name, texts);
        }

        error = null;
        return rule;
    }

    /// <summary>True when the rule is about a call. Doubt makes a deny or ask rule fit and an allow rule not fit.</summary>
    public bool Matches(PolicyQuestion question)
    {
        var strict = Verdict == AgentVerdict.Allow;
        return (Command is null || Fits(Command, question.Command, strict) || Fits(Command, question.Operation, strict))
            && (Endpoint is null || Fits(Endpoint, question.Endpoint.TrimEnd('/'), strict) || Fits(Endpoint, question.Endpoint, strict))
            && (Account is null || (strict ? All(Account, question.Accounts) : Any(Account, question.Accounts)))
            && (Role is null || (strict ? AllRoles(Role, question) : AnyRole(Role, question.Targets) || AnyRole(Role, question.CallerRoles)));
    }

    /// <summary>True when a text fits a pattern with <c>*</c> and <c>?</c>.</summary>
    internal static bool Fits(string pattern, string text, bool strict)
    {
        var (at, star, mark) = (0, -1, 0);
        for (var index = 0; index < text.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, mark) = (at++, index);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || IsSameCharacter(pattern[at], text[index], strict)))
            {
                at++;
                index++;
            }
            else if (star >= 0)
            {
                (at, index) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).IndexOfAnyExcept('*') < 0;
    }

    // Role names differ by more than case, so a refusal is not to be escaped by writing one differently.
    private static bool IsSameCharacter(char one, char other, bool strict) => one == other || (!strict && char.ToUpperInvariant(one) == char.ToUpperInvariant(other));

    private static bool Fits(string[] patterns, string text, bool strict) => Array.Exists(patterns, pattern => Fits(pattern, text, strict));

    private static bool Any(string[] patterns, IReadOnlyList<string> texts) => texts.Any(text => Fits(patterns, text, strict: false));

    private static bool All(string[] patterns, IReadOnlyList<string> texts) => texts.Count > 0 && texts.All(text => Fits(patterns, text, strict: true));

    private static bool AllRoles(string[] patterns, PolicyQuestion question) => All(patterns, question.Targets.Count > 0 ? question.Targets : question.CallerRoles);

    // The ARN of a role session has lost the role's path, so a pattern is tried without its path as well.
    private static bool AnyRole(string[] patterns, IReadOnlyList<string> roles) =>
        roles.Any(role => Array.Exists(patterns, pattern => Fits(pattern, role, strict: false) || (!HasPath(role) && Fits(WithoutPath(pattern), role, strict: false))));

    private static bool HasPath(string role) => role.IndexOf(":role/", StringComparison.Ordinal) is >= 0 and var at && role.IndexOf('/', at + ":role/".Length) >= 0;

    private static string WithoutPath(string pattern) =>
        pattern.IndexOf(":role/", StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? pattern[..(at + ":role/".Length)] + pattern[(pattern.LastIndexOf('/') + 1)..] : pattern;

    private static string[]? ParseTexts(Value value)
    {
        if (value is TextValue { Text: var one })
        {
            return [one];
        }

        var list = value as ListValue;
        return list is not null && list.Items.All(static item => item is TextValue) ? [.. list.Items.Select(static item => ((TextValue)item).Text)] : null;
    }
}
