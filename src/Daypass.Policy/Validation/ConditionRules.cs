using Daypass.Policy.Conditions;
using Daypass.Policy.Language;
using Daypass.Policy.Parsing;
using Daypass.Policy.Values;

namespace Daypass.Policy.Validation;

/// <summary>What may stand in Condition.</summary>
internal static class ConditionRules
{
    private const string Legacy = "The policy failed legacy parsing";

    public static PolicyFault? Validate(Statement statement)
    {
        foreach (var condition in statement.Conditions ?? [])
        {
            if (Validate(condition) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    public static PolicyFault UnknownOperator(ConditionEntry condition) =>
        DocumentRules.Malformed(PolicyReader.SyntaxErrors, condition.Position) with { Detail = $"There is no operator {condition.Operator}." };

    private static PolicyFault? Validate(ConditionEntry condition)
    {
        if (ConditionOperators.Find(condition.Operator, out _, out _) is not { } row)
        {
            return UnknownOperator(condition);
        }

        if (!condition.Key.Contains(':', StringComparison.Ordinal))
        {
            return DocumentRules.Malformed(ActionRules.NoVendor, condition.Position) with { Detail = $"The key is \"{condition.Key}\"." };
        }

        foreach (var value in condition.Values)
        {
            var fits = row.Family switch
            {
                OperatorFamily.Date => DateText.ParseOrder(value) is not null,
                OperatorFamily.Null => value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("false", StringComparison.OrdinalIgnoreCase),
                _ => true,
            };
            if (!fits)
            {
                return DocumentRules.Malformed(row.Family == OperatorFamily.Date ? Legacy : PolicyReader.SyntaxErrors, condition.Position)
                    with { Detail = $"{condition.Operator} cannot read \"{value}\"." };
            }
        }

        return null;
    }
}
