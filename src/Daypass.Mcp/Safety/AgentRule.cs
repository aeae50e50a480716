using Daypass.JmesPath.Values;
using Daypass.Mcp.Naming;

namespace Daypass.Mcp.Safety;

/// <summary>
/// One rule of the operator's policy: an effect, and patterns with <c>*</c> and <c>?</c> for what it is about; a part that is left out fits
/// everything.
/// </summary>
internal sealed class AgentRule
{
    private static readonly string[] Parts = ["command", "role", "user", "group", "policy", "provider", "account", "endpoint"];

    private readonly Dictionary<string, string[]> _patterns = new(StringComparer.Ordinal);

    private AgentRule(AgentVerdict verdict) => Verdict = verdict;

    /// <summary>What it says.</summary>
    public AgentVerdict Verdict { get; }

    /// <summary>The account ids.</summary>
    public string[]? Account => _patterns.GetValueOrDefault("account");

    /// <summary>True when it is about roles, users, groups, policies or providers.</summary>
    public bool IsAboutEntities => Enum.GetValues<NamedKind>().Any(kind => Find(kind) is not null);

    /// <summary>The patterns for a kind of entity; null when the rule is not about it.</summary>
    public string[]? Find(NamedKind kind) => _patterns.GetValueOrDefault(kind switch
    {
        NamedKind.Role => "role",
        NamedKind.User => "user",
        NamedKind.Group => "group",
        NamedKind.Policy => "policy",
        _ => "provider",
    });

    /// <summary>Reads a rule; null with an error when it is not understood, or could never match.</summary>
    public static AgentRule? Parse(Value value, out string? error)
    {
        error = "it is no object";
        if (value is not MapValue map)
        {
            return null;
        }

        AgentVerdict? verdict =
            map.FindText("effect") switch { "allow" => AgentVerdict.Allow, "ask" => AgentVerdict.Ask, "deny" => AgentVerdict.Deny, _ => null };
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

        error = rule.FindFutility();
        return error is null ? rule : null;
    }

    /// <summary>True when the rule is about a call. Doubt makes a deny or ask rule fit and an allow rule not fit.</summary>
    public bool Matches(PolicyQuestion question)
    {
        var strict = Verdict == AgentVerdict.Allow;
        var (command, endpoint) = (_patterns.GetValueOrDefault("command"), _patterns.GetValueOrDefault("endpoint"));
        return (command is null || Array.Exists(command, pattern => KnownCommands.Fits(pattern, question.Command, strict)))
            && (endpoint is null || Fits(endpoint, question.Endpoint.TrimEnd('/'), strict) || Fits(endpoint, question.Endpoint, strict))
            && (Account is null || (strict ? All(Account, question.Accounts) : Any(Account, question.Accounts)))
            && Array.TrueForAll(Enum.GetValues<NamedKind>(), kind => Find(kind) is not { } patterns
                || (strict ? AllFit(kind, patterns, question) : AnyFits(kind, patterns, question)));
    }

    /// <summary>True when the rule could be about an entity, were its path another than the one supposed.</summary>
    public bool DependsOnPath(NamedEntity entity) => Verdict != AgentVerdict.Allow && entity is { LacksPath: true, Kind: { } kind }
        && Find(kind) is { } patterns && Reaches(kind, patterns, entity.ArnWithAnyPath) && !Reaches(kind, patterns, entity.Arn);

    private static bool Fits(string[] patterns, string text, bool strict) => Array.Exists(patterns, pattern => Wildcards.Fits(pattern, text, strict));

    private static bool Any(string[] patterns, IReadOnlyList<string> texts) => texts.Any(text => Fits(patterns, text, strict: false));

    private static bool All(string[] patterns, IReadOnlyList<string> texts) => texts.Count > 0 && texts.All(text => Fits(patterns, text, strict: true));

    // An allow rule has to fit whatever of its kind is named; a policy written into a role has no ARN that could fit, and a name only
    // fits when it does with any path.
    private static bool AllFit(NamedKind kind, string[] patterns, PolicyQuestion question)
    {
        List<NamedEntity> named = [.. question.Named.Where(entity => entity.Kind == kind && !entity.IsInDocument)];
        if (named.Exists(static entity => entity.IsInline || entity.Arn.Contains('*', StringComparison.Ordinal)))
        {
            return false;
        }

        List<string> texts = [.. named.Select(static entity => entity.Arn)];
        texts.AddRange(kind == NamedKind.Role ? question.Targets : []);
        if (texts.Count == 0)
        {
            texts.AddRange(kind switch { NamedKind.Role => question.CallerRoles, NamedKind.User => question.CallerUser is { } user ? [user] : [], _ => [] });
        }

        string[] arns = [.. patterns.SelectMany(pattern => RulePatterns.ToStrictArns(kind, pattern))];
        return All(arns, texts)
            && named.TrueForAll(entity => !entity.LacksPath || Fits(arns, entity.ArnWithAnyPath.Replace("/*/", "/x/", StringComparison.Ordinal), strict: true));
    }

    private static bool AnyFits(NamedKind kind, string[] patterns, PolicyQuestion question) =>
        question.Named.Any(entity => (entity.Kind is null || entity.Kind == kind) && Reaches(kind, patterns, entity.Arn))
        || (kind == NamedKind.Role && question.Targets.Concat(question.CallerRoles).Any(role => ReachesSession(patterns, role)))
        || (kind == NamedKind.User && question.CallerUser is { } user && Reaches(kind, patterns, user));

    private static bool Reaches(NamedKind kind, string[] patterns, string arn) => Array.Exists(
        patterns,
        pattern => RulePatterns.ToArns(kind, pattern).Any(known => Wildcards.Overlap(known, EntityArn.InOnePartition(arn))));

    // The ARN of a role session has lost the role's path, so a pattern is tried without its path as well.
    private static bool ReachesSession(string[] patterns, string role) => Reaches(NamedKind.Role, patterns, role)
        || (!HasPath(role) && Array.Exists(
            patterns,
            pattern => RulePatterns.ToArns(NamedKind.Role, pattern).Any(known => Wildcards.Overlap(WithoutPath(known), EntityArn.InOnePartition(role)))));

    private static bool HasPath(string role) =>
        role.IndexOf(":role/", StringComparison.Ordinal) is >= 0 and var at && role.IndexOf('/', at + ":role/".Length) >= 0;

    private static string WithoutPath(string pattern) =>
        pattern.IndexOf(":role/", StringComparison.OrdinalIgnoreCase) is >= 0 and var at
            ? pattern[..(at + ":role/".Length)] + pattern[(pattern.LastIndexOf('/') + 1)..]
            : pattern;

    private static string[]? ParseTexts(Value value)
    {
        if (value is TextValue { Text: var one })
        {
            return [one];
        }

        var list = value as ListValue;
        return list is not null && list.Items.All(static item => item is TextValue) ? [.. list.Items.Select(static item => ((TextValue)item).Text)] : null;
    }

    private string? FindFutility()
    {
        var strict = Verdict == AgentVerdict.Allow;
        var commands = _patterns.GetValueOrDefault("command");
        var wrong = (commands ?? []).Select(pattern => RulePatterns.CheckCommand(pattern, strict))
            .Concat((Account ?? []).Select(RulePatterns.CheckAccount))
            .Concat((_patterns.GetValueOrDefault("endpoint") ?? []).Select(RulePatterns.CheckEndpoint));
        if (wrong.FirstOrDefault(static error => error is not null) is { } error)
        {
            return error;
        }

        foreach (var kind in Enum.GetValues<NamedKind>())
        {
            if (Find(kind) is not { } patterns)
            {
                continue;
            }

            if (patterns.Select(pattern => RulePatterns.CheckEntity(kind, pattern)).FirstOrDefault(static error => error is not null) is { } futile)
            {
                return futile;
            }

            if (commands is not null && !KnownCommands.All.Any(command =>
                Array.Exists(commands, pattern => KnownCommands.Fits(pattern, command, strict)) && KnownCommands.CanName(command, kind)))
            {
                return $"none of its commands names a {kind.ToString().ToLowerInvariant()}";
            }
        }

        return null;
    }
}
