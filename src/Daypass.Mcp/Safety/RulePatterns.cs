using Daypass.Mcp.Answers;
using Daypass.Mcp.Naming;

namespace Daypass.Mcp.Safety;

/// <summary>Says of a rule's patterns whether anything could ever fit them: a rule that can match nothing is a typing mistake.</summary>
internal static class RulePatterns
{
    private const string TwelveCharacters = "????????????";

    /// <summary>Why no command fits; null when one does.</summary>
    public static string? CheckCommand(string pattern, bool caseCounts)
    {
        if (KnownCommands.All.Any(command => KnownCommands.Fits(pattern, command, caseCounts)))
        {
            return null;
        }

        List<string> choices = [.. KnownCommands.All];
        if (!pattern.Contains(':', StringComparison.Ordinal))
        {
            choices = [.. choices.Select(KnownCommands.WithoutService)];
        }

        var plain = pattern.Replace("*", string.Empty, StringComparison.Ordinal).Replace("?", string.Empty, StringComparison.Ordinal);
        return $"no command is called {UntrustedText.Quote(pattern)}.{NameSuggestion.Suggest(plain, choices)}".TrimEnd('.');
    }

    /// <summary>Why no account fits; null when one could.</summary>
    public static string? CheckAccount(string pattern) => IsAccount(pattern)
        ? null : $"no account is called {UntrustedText.Quote(pattern)}: an account has twelve digits, here are {pattern.Count(char.IsAsciiDigit)}";

    /// <summary>Why no address fits; null when one could.</summary>
    public static string? CheckEndpoint(string pattern) =>
        Wildcards.Overlap(pattern, "http://*") || Wildcards.Overlap(pattern, "https://*")
        ? null : $"no address is called {UntrustedText.Quote(pattern)}. Did you mean {UntrustedText.Quote("https://" + pattern)}?";

    /// <summary>Why no role, user, group, policy or provider fits; null when one could.</summary>
    public static string? CheckEntity(NamedKind kind, string pattern)
    {
        var (word, shown) = (EntityArn.Word(kind), UntrustedText.Quote(pattern));
        if (!pattern.StartsWith("arn:", StringComparison.OrdinalIgnoreCase))
        {
            return pattern.All(static c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-*?/".Contains(c, StringComparison.Ordinal)) && pattern.Length > 0
                ? null : $"{shown} is neither an ARN nor a name";
        }

        if (pattern.Split(':', 6) is not [_, var partition, var service, var region, var account, var resource])
        {
            return Wildcards.Overlap(pattern, $"arn:aws*:iam::*:{word}/*") ? null : $"{shown} is no ARN of this kind: arn:aws:iam::ACCOUNT:{word}/NAME";
        }

        return !Wildcards.Overlap(partition, "aws*") ? $"{shown} has a partition that there is not; did you mean arn:aws:…?"
            : !Wildcards.Overlap(service, "iam") ? $"{shown} is no ARN of IAM; did you mean arn:aws:iam::…?"
            : !Wildcards.Overlap(region, string.Empty) ? $"{shown} has a region, and ARNs of IAM have none; did you mean arn:aws:iam::…?"
            : !IsAccount(account) && !(kind == NamedKind.Policy && Wildcards.Overlap(account, "aws"))
            ? $"{shown} has an account of {account.Length} characters; an account has twelve digits"
            : !Wildcards.Overlap(resource, word + "/*") ? $"{shown} is not about this kind; did you mean …:{word.TrimStart('*', '-')}/NAME?"
            : null;
    }

    /// <summary>The ARNs that a pattern of a rule stands for; a name stands for that name in any account and path.</summary>
    public static IEnumerable<string> ToArns(NamedKind kind, string pattern) => pattern.StartsWith("arn:", StringComparison.OrdinalIgnoreCase)
        ? [EntityArn.InOnePartition(pattern)]
        : [$"arn:aws:iam::*:{EntityArn.Word(kind)}/{pattern}", $"arn:aws:iam::*:{EntityArn.Word(kind)}/*/{pattern}"];

    /// <summary>The same for a rule that allows: the partition is what was written.</summary>
    public static IEnumerable<string> ToStrictArns(NamedKind kind, string pattern) =>
        pattern.StartsWith("arn:", StringComparison.Ordinal) ? [pattern] : ToArns(kind, pattern).Select(static arn => "arn:*" + arn["arn:aws".Length..]);

    private static bool IsAccount(string pattern) =>
        pattern.All(static c => char.IsAsciiDigit(c) || c is '*' or '?') && Wildcards.Overlap(pattern, TwelveCharacters);
}
