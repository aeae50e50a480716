using System.Collections.Frozen;

namespace Daypass.Policy.Conditions;

/// <summary>How a multivalued key is taken.</summary>
internal enum Quantifier : byte
{
    None,
    All,
    Any,
}

/// <summary>The whole language, one row each; ForAllValues, ForAnyValue and IfExists are read from the affixes and never listed.</summary>
internal static class ConditionOperators
{
    private const string All = "ForAllValues:";
    private const string Any = "ForAnyValue:";
    private const string Optional = "IfExists";

    public static readonly ConditionOperator[] Rows =
    [
        new("StringEquals", OperatorFamily.Text, false, static (value, variables) => new TextComparison(value, variables)),
        new("StringNotEquals", OperatorFamily.Text, true, static (value, variables) => new TextComparison(value, variables)),
        new("StringEqualsIgnoreCase", OperatorFamily.Text, false, static (value, variables) => new CaselessComparison(value, variables)),
        new("StringNotEqualsIgnoreCase", OperatorFamily.Text, true, static (value, variables) => new CaselessComparison(value, variables)),
        new("StringLike", OperatorFamily.Text, false, static (value, variables) => new LikeComparison(value, variables)),
        new("StringNotLike", OperatorFamily.Text, true, static (value, variables) => new LikeComparison(value, variables)),
        new("NumericEquals", OperatorFamily.Number, false, static (value, _) => new NumberComparison(value, OrderRelation.Equal)),
        new("NumericNotEquals", OperatorFamily.Number, true, static (value, _) => new NumberComparison(value, OrderRelation.Equal)),
        new("NumericLessThan", OperatorFamily.Number, false, static (value, _) => new NumberComparison(value, OrderRelation.Less)),
        new("NumericLessThanEquals", OperatorFamily.Number, false, static (value, _) => new NumberComparison(value, OrderRelation.LessOrEqual)),
        new("NumericGreaterThan", OperatorFamily.Number, false, static (value, _) => new NumberComparison(value, OrderRelation.Greater)),
        new("NumericGreaterThanEquals", OperatorFamily.Number, false, static (value, _) => new NumberComparison(value, OrderRelation.GreaterOrEqual)),
        new("DateEquals", OperatorFamily.Date, false, static (value, _) => new DateComparison(value, OrderRelation.Equal)),
        new("DateNotEquals", OperatorFamily.Date, true, static (value, _) => new DateComparison(value, OrderRelation.Equal)),
        new("DateLessThan", OperatorFamily.Date, false, static (value, _) => new DateComparison(value, OrderRelation.Less)),
        new("DateLessThanEquals", OperatorFamily.Date, false, static (value, _) => new DateComparison(value, OrderRelation.LessOrEqual)),
        new("DateGreaterThan", OperatorFamily.Date, false, static (value, _) => new DateComparison(value, OrderRelation.Greater)),
        new("DateGreaterThanEquals", OperatorFamily.Date, false, static (value, _) => new DateComparison(value, OrderRelation.GreaterOrEqual)),
        new("Bool", OperatorFamily.Bool, false, static (value, variables) => new BoolComparison(value, variables)),
        new("BinaryEquals", OperatorFamily.Binary, false, static (value, _) => new BinaryComparison(value)),
        new("IpAddress", OperatorFamily.Ip, false, static (value, _) => new IpComparison(value)),
        new("NotIpAddress", OperatorFamily.Ip, true, static (value, _) => new IpComparison(value)),
        new("ArnEquals", OperatorFamily.Arn, false, static (value, variables) => new ArnComparison(value, variables)),
        new("ArnNotEquals", OperatorFamily.Arn, true, static (value, variables) => new ArnComparison(value, variables)),
        new("ArnLike", OperatorFamily.Arn, false, static (value, variables) => new ArnComparison(value, variables)),
        new("ArnNotLike", OperatorFamily.Arn, true, static (value, variables) => new ArnComparison(value, variables)),
        new("Null", OperatorFamily.Null, false, static (value, _) => new BoolComparison(value, variables: false)),
    ];

    private static readonly FrozenDictionary<string, ConditionOperator> ByName =
        Rows.ToFrozenDictionary(static row => row.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads an operator with its affixes; null when there is no such operator.</summary>
    public static ConditionOperator? Find(string text, out Quantifier quantifier, out bool ifExists)
    {
        quantifier = Quantifier.None;
        if (text.StartsWith(All, StringComparison.OrdinalIgnoreCase))
        {
            quantifier = Quantifier.All;
            text = text[All.Length..];
        }
        else if (text.StartsWith(Any, StringComparison.OrdinalIgnoreCase))
        {
            quantifier = Quantifier.Any;
            text = text[Any.Length..];
        }

        ifExists = text.EndsWith(Optional, StringComparison.OrdinalIgnoreCase);
        var row = ByName.GetValueOrDefault(ifExists ? text[..^Optional.Length] : text);
        return row is { Family: OperatorFamily.Null } && (ifExists || quantifier != Quantifier.None) ? null : row;
    }
}
