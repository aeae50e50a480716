using Daypass.Policy.Conditions;
using Daypass.Policy.Keys;
using Daypass.Policy.Language;
using Daypass.Policy.Matching;

namespace Daypass.Policy.Advising;

/// <summary>Advice about conditions of any policy.</summary>
internal static class ConditionAdvice
{
    public static void Add(Statement statement, bool variables, List<PolicyAdvice> advice)
    {
        foreach (var condition in statement.Conditions ?? [])
        {
            var row = ConditionOperators.Find(condition.Operator, out var quantifier, out _);
            AddForAllValues(statement, condition, quantifier, advice);
            AddKey(condition.Key, condition.Position, advice);
            if (row is { Family: not OperatorFamily.Null } && quantifier == Quantifier.None && ContextKeys.Find(condition.Key) is { IsMultivalued: true })
            {
                advice.Add(new PolicyAdvice(
                    PolicyAdvice.MissingSetOperator, false, $"{condition.Key} is multivalued; without ForAnyValue or ForAllValues several values never match.",
                        condition.Position));
            }

            AddVariables(condition.Values, condition.Position, variables, advice);
        }

        AddVariables(statement.Resources ?? [], statement.Start, variables, advice);
    }

    private static void AddForAllValues(Statement statement, ConditionEntry condition, Quantifier quantifier, List<PolicyAdvice> advice)
    {
        if (statement.Effect == Effect.Allow && quantifier == Quantifier.All && !IsKnownPresent(statement, condition.Key))
        {
            advice.Add(new PolicyAdvice(
                PolicyAdvice.ForAllValues,
                false,
                $"{condition.Operator} also allows requests without {condition.Key}; add \"Null\":{{\"{condition.Key}\":\"false\"}}, or use ForAnyValue.",
                condition.Position));
        }
    }

    /// <summary>True when the statement also demands that the key be there.</summary>
    private static bool IsKnownPresent(Statement statement, string key) => statement.Conditions!.Any(condition =>
        condition.Key.Equals(key, StringComparison.OrdinalIgnoreCase)
        && condition.Operator.Equals("Null", StringComparison.OrdinalIgnoreCase)
        && condition.Values.Count > 0
        && condition.Values.All(static value => !BoolComparison.IsTrue(value)));

    private static void AddVariables(IReadOnlyList<string> texts, TextPosition position, bool variables, List<PolicyAdvice> advice)
    {
        foreach (var text in texts)
        {
            foreach (var token in PatternText.Parse(text, variables, wildcards: false).Tokens)
            {
                if (token.Kind == PatternTokenKind.Variable)
                {
                    AddKey(token.Text, position, advice);
                }
            }
        }
    }

    private static void AddKey(string key, TextPosition position, List<PolicyAdvice> advice)
    {
        var space = key[..Math.Max(0, key.IndexOf(':', StringComparison.Ordinal))];
        var known = ContextKeys.Find(key);
        if (known is null && IsOurs(space))
        {
            advice.Add(new PolicyAdvice(PolicyAdvice.UnknownKey, false, $"There is no condition key {key}; no request can carry it.", position));
        }
    }

    private static bool IsOurs(string space) =>
        space.Equals("aws", StringComparison.OrdinalIgnoreCase)
        || space.Equals("sts", StringComparison.OrdinalIgnoreCase)
        || space.Equals("iam", StringComparison.OrdinalIgnoreCase)
        || space.Equals("saml", StringComparison.OrdinalIgnoreCase);
}
