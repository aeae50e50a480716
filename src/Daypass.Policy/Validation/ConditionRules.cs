using Daypass.Policy.Conditions;
using Daypass.Policy.Language;
using Daypass.Policy.Parsing;

namespace Daypass.Policy.Validation;

/// <summary>What may stand in Condition.</summary>
internal static class ConditionRules
{
    /// <summary>Refuses operators that do not exist; their keys may be any, and a key without a vendor is a key no request has.</summary>
    public static PolicyFault? ValidateOperators(Statement statement)
    {
        foreach (var condition in statement.Conditions ?? [])
        {
            if (ConditionOperators.Find(condition.Operator, out _, out _) is null)
            {
                return DocumentRules.Malformed(PolicyReader.SyntaxErrors, condition.Position) with { Detail = $"There is no operator {condition.Operator}." };
            }
        }

        return null;
    }

    /// <summary>Refuses values that their operator cannot read.</summary>
    public static PolicyFault? ValidateValues(Statement statement, PolicyKind kind, bool hasVariables)
    {
        foreach (var condition in statement.Conditions ?? [])
        {
            var family = ConditionOperators.Find(condition.Operator, out _, out _)!.Family;
            foreach (var value in condition.Values)
            {
                if (!LiteralRules.IsReadable(value, family, kind, hasVariables))
                {
                    return DocumentRules.Malformed(PolicyReader.FailedLegacyParsing, condition.Position)
                        with { Detail = $"{condition.Operator} cannot read \"{value}\"." };
                }
            }
        }

        return null;
    }
}
