using System.Globalization;
using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>Arithmetic that keeps whole numbers whole and falls back to fractions where 64 bits end.</summary>
internal static class Numbers
{
    public static Value Absolute(Value value) => value switch
    {
        IntegerValue { Number: long.MinValue } => Value.From(-(double)long.MinValue),
        IntegerValue { Number: var whole } => Value.From(Math.Abs(whole)),
        _ => Value.From(Math.Abs(Comparisons.Number(value))),
    };

    public static Value Round(Value value, Func<double, double> rounding)
    {
        if (value is IntegerValue)
        {
            return value;
        }

        var rounded = rounding(Comparisons.Number(value));
        return rounded is >= long.MinValue and < long.MaxValue ? Value.From((long)rounded) : Value.From(rounded);
    }

    public static Value Sum(IList<Value> items)
    {
        var whole = 0L;
        var index = 0;
        for (; index < items.Count && items[index] is IntegerValue { Number: var number }; index++)
        {
            var next = unchecked(whole + number);
            if (((whole ^ next) & (number ^ next)) < 0)
            {
                break;
            }

            whole = next;
        }

        if (index == items.Count)
        {
            return Value.From(whole);
        }

        double sum = whole;
        for (; index < items.Count; index++)
        {
            sum += Comparisons.Number(items[index]);
        }

        return Value.From(sum);
    }

    public static Value Average(IList<Value> items) =>
        items.Count == 0 ? Value.Null : Value.From(Comparisons.Number(Sum(items)) / items.Count);

    /// <summary>The number a text stands for, or null.</summary>
    public static Value Parse(Value value)
    {
        if (value is not TextValue { Text: var text })
        {
            return value.IsNumber ? value : Value.Null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var whole))
        {
            return Value.From(whole);
        }

        // The words for what is no finite number would parse too; a query's result must stay JSON.
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && double.IsFinite(fraction)
            ? Value.From(fraction)
            : Value.Null;
    }
}
