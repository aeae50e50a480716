using System.Globalization;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary>Makes what shorthand gave fit the model: text becomes a number where the model has one, a single value a list.</summary>
internal static class ShapeFit
{
    /// <summary>The value as the model wants it.</summary>
    public static ClientResult<Value> Fit(Value value, MemberDescription member)
    {
        switch (member.Kind)
        {
            case MemberKind.Structure when value is MapValue map:
                foreach (var inner in member.Members)
                {
                    if (map.TryGet(inner.Name, out var given))
                    {
                        var fitted = Fit(given, inner);
                        if (!fitted.Succeeded)
                        {
                            return fitted;
                        }

                        map.Set(inner.Name, fitted.Value);
                    }
                }

                return value;
            case MemberKind.List when value is ListValue list:
                for (var index = 0; index < list.Items.Count; index++)
                {
                    var fitted = Fit(list.Items[index], member.Element!);
                    if (!fitted.Succeeded)
                    {
                        return fitted;
                    }

                    list.Items[index] = fitted.Value;
                }

                return value;
            case MemberKind.List:
                return ListValue.From(value);
            case MemberKind.Integer when value is TextValue { Text: var digits }:
                return ParseInteger(digits);
            case MemberKind.Boolean when value is TextValue { Text: var word }:
                return string.Equals(word, "true", StringComparison.OrdinalIgnoreCase) ? Value.True
                    : string.Equals(word, "false", StringComparison.OrdinalIgnoreCase) ? Value.False
                    : value;
            default:
                return value;
        }
    }

    /// <summary>The whole number a text stands for.</summary>
    public static ClientResult<Value> ParseInteger(string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return long.TryParse(text, Style, CultureInfo.InvariantCulture, out var number)
            ? Value.From(number)
            : ClientError.General($"invalid literal for int() with base 10: {PythonText.FormatQuoted(text)}");
    }
}
