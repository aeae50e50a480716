using Daypass.Policy.Conditions;
using Daypass.Policy.Language;
using Daypass.Policy.Matching;
using Daypass.Policy.Values;

namespace Daypass.Policy.Advising;

/// <summary>Advice about who a trust policy lets in.</summary>
internal static class TrustAdvice
{
    public static void Add(Statement statement, string? ownAccount, List<PolicyAdvice> advice)
    {
        if (statement.Effect != Effect.Allow || statement.IsNotPrincipal)
        {
            return;
        }

        foreach (var entry in statement.Principals ?? [])
        {
            switch (entry.Type)
            {
                case "Federated":
                    AddIssuer(statement, entry, advice);
                    break;
                case "Service":
                    AddService(statement, entry, advice);
                    break;
                default:
                    AddAccount(statement, entry, ownAccount, advice);
                    break;
            }
        }
    }

    private static void AddIssuer(Statement statement, PrincipalEntry entry, List<PolicyAdvice> advice)
    {
        if (!Covers(statement, "AssumeRoleWithWebIdentity") || SharedIssuers.FindIssuer(entry.Value) is not { } issuer)
        {
            return;
        }

        var wanted = SharedIssuers.FindByIssuer(issuer);
        if (wanted.Count > 0)
        {
            if (!wanted.Any(row => NamesOwner(statement, row.KeyOf(issuer), row.OwnerParts)))
            {
                var claims = string.Join(" or ", wanted.Select(row => row.KeyOf(issuer)));
                advice.Add(new PolicyAdvice(
                    PolicyAdvice.SharedIssuer,
                    true,
                    $"{issuer} serves many organizations; demand {claims} with StringEquals or StringLike, and no wildcard before the end of the owner's name.",
                    entry.Position));
            }
        }
        else if (!IsDemanded(statement, $"{issuer}:sub") && !IsDemanded(statement, $"{issuer}:aud"))
        {
            advice.Add(new PolicyAdvice(
                PolicyAdvice.AnySubject, false, $"Every token of {issuer} is let in; add a condition on {issuer}:sub.", entry.Position));
        }
    }

    private static void AddService(Statement statement, PrincipalEntry entry, List<PolicyAdvice> advice)
    {
        if (!HasAnyKey(statement, "aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"))
        {
            advice.Add(new PolicyAdvice(
                PolicyAdvice.UnconditionalTrust, false, $"{entry.Value} may be made to act for others; add a condition on aws:SourceArn or aws:SourceAccount.",
                    entry.Position));
        }
    }

    private static void AddAccount(Statement statement, PrincipalEntry entry, string? ownAccount, List<PolicyAdvice> advice)
    {
        if (!Covers(statement, "AssumeRole") || HasDemandingCondition(statement))
        {
            return;
        }

        if (entry.Value == "*")
        {
            advice.Add(new PolicyAdvice(
                PolicyAdvice.UnconditionalTrust, false, "Every principal of every account is trusted; name accounts, or add a condition on aws:PrincipalOrgID.",
                    entry.Position));
            return;
        }

        var parts = ArnText.Split(entry.Value);
        var account = parts.IsWhole ? parts.Part(entry.Value, 4).ToString() : entry.Value;
        if (account != ownAccount)
        {
            advice.Add(new PolicyAdvice(
                PolicyAdvice.UnconditionalTrust,
                false,
                ownAccount is null
                    ? $"If account {account} is not your own, add a condition on sts:ExternalId."
                    : $"Account {account} is not this one; add a condition on sts:ExternalId.",
                entry.Position));
        }
    }

    /// <summary>True when the statement's actions take an STS operation in.</summary>
    private static bool Covers(Statement statement, string operation)
    {
        const string Service = "sts";
        var services = new Dictionary<string, string>(StringComparer.Ordinal) { [Service] = Service };
        var name = operation.ToLowerInvariant();
        return (statement.Actions ?? []).Any(action => new ActionPattern(action, services).IsMatch(Service, name)) != statement.IsNotAction;
    }

    /// <summary>True when a condition that fails on absence pins a key to something.</summary>
    private static bool IsDemanded(Statement statement, string key) => (statement.Conditions ?? []).Any(condition =>
        condition.Key.Equals(key, StringComparison.OrdinalIgnoreCase)
        && IsDemand(condition)
        && condition.Values.Count > 0
        && condition.Values.All(static value => !value.AsSpan().Trim("*?").IsEmpty));

    /// <summary>
    /// True when a comparison of text that fails on absence pins a key to owners: every value has a literal beginning that
    /// reaches past the owner's name. Numbers would do by less and greater, too, and are no names (IAM takes text only).
    /// </summary>
    private static bool NamesOwner(Statement statement, string key, int ownerParts) => (statement.Conditions ?? []).Any(condition =>
        condition.Key.Equals(key, StringComparison.OrdinalIgnoreCase)
        && ConditionOperators.Find(condition.Operator, out _, out _) is { Family: OperatorFamily.Text } comparison
        && IsDemand(condition)
        && condition.Values.Count > 0
        && condition.Values.All(value => NamesOwner(comparison, value, ownerParts)));

    private static bool IsDemand(ConditionEntry condition) =>
        ConditionOperators.Find(condition.Operator, out var quantifier, out var ifExists)
            is { IsNegated: false, Family: OperatorFamily.Text or OperatorFamily.Arn or OperatorFamily.Number }
        && !ifExists
        && quantifier != Quantifier.All;

    // A variable is filled from the request, and may be filled from the very claim that is asked for: it ends what is literal, as a wildcard does.
    private static bool NamesOwner(ConditionOperator comparison, string value, int ownerParts)
    {
        var end = value.IndexOf("${", StringComparison.Ordinal);
        if (comparison.Name == "StringLike" && value.AsSpan().IndexOfAny('*', '?') is var wildcard and >= 0 && (end < 0 || wildcard < end))
        {
            end = wildcard;
        }

        if (end < 0)
        {
            return !value.AsSpan().Trim("*?").IsEmpty;
        }

        var literal = value.AsSpan(0, end);
        return ownerParts > 0 && literal.Count(':') + literal.Count('/') >= ownerParts;
    }

    private static bool HasAnyKey(Statement statement, params ReadOnlySpan<string> keys)
    {
        foreach (var condition in statement.Conditions ?? [])
        {
            foreach (var key in keys)
            {
                if (condition.Key.Equals(key, StringComparison.OrdinalIgnoreCase) && IsDemand(condition))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True when some condition fails for a request that lacks its key.</summary>
    private static bool HasDemandingCondition(Statement statement) => (statement.Conditions ?? []).Any(condition =>
        ConditionOperators.Find(condition.Operator, out var quantifier, out var ifExists) is { IsNegated: false, Family: not OperatorFamily.Null }
        && !ifExists
        && quantifier != Quantifier.All);
}
