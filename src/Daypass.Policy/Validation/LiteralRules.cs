using Daypass.Policy.Conditions;
using Daypass.Policy.Language;
using Daypass.Policy.Values;

namespace Daypass.Policy.Validation;

/// <summary>Which values of a condition can be read as what their operator compares.</summary>
internal static class LiteralRules
{
    private const int ArnColons = 5;

    /// <summary>True when the value is taken. STS takes what cannot be read in a session policy, but for base64, and evaluation makes the best of
    /// it.</summary>
    public static bool IsReadable(string value, OperatorFamily family, PolicyKind kind, bool hasVariables) => family switch
    {
        OperatorFamily.Binary => Base64Text.IsStrict(value),
        _ when kind == PolicyKind.Session => true,
        OperatorFamily.Number => DecimalText.Parse(value) is not null,
        OperatorFamily.Date => DateText.ParseOrder(value) is not null,
        OperatorFamily.Ip => AddressRange.Parse(value) is not null,
        // A variable may bring colons.
        OperatorFamily.Arn => value.Count(static c => c == ':') >= ArnColons || (hasVariables && value.Contains("${", StringComparison.Ordinal)),
        _ => true,
    };
}
