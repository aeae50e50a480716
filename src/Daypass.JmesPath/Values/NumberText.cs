using System.Globalization;
using System.Text;

namespace Daypass.JmesPath.Values;

/// <summary>Numbers as Python writes them: whole numbers plainly, fractions always with a point or an exponent.</summary>
public static class NumberText
{
    // The exponents between which a fraction is written out in full.
    private const int SmallestPlain = -4;
    private const int LargestPlain = 16;

    /// <summary>A whole number in decimal.</summary>
    public static string Format(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back as the same fraction: <c>2.0</c>, <c>1e+16</c>, <c>1e-05</c>.</summary>
    public static string Format(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        }

        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var negative = shortest[0] == '-';
        var (digits, point) = Split(negative ? shortest.AsSpan(1) : shortest);
        var text = new StringBuilder(24);
        if (negative)
        {
            text.Append('-');
        }

        if (point - 1 < SmallestPlain || point > LargestPlain)
        {
            AppendScientific(text, digits, point - 1);
        }
        else
        {
            AppendPlain(text, digits, point);
        }

        return text.ToString();
    }

    // The significant digits and where the decimal point stands among them: 12.5 is ("125", 2), 0.05 is ("5", -1).
    private static (string Digits, int Point) Split(ReadOnlySpan<char> text)
    {
        var exponent = 0;
        var mark = text.IndexOf('E');
        if (mark >= 0)
        {
            exponent = int.Parse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..mark];
        }

        var dot = text.IndexOf('.');
        var whole = dot < 0 ? text : text[..dot];
        var fraction = dot < 0 ? [] : text[(dot + 1)..];
        var digits = string.Concat(whole, fraction);
        var leading = digits.Length - digits.TrimStart('0').Length;
        var significant = digits.Trim('0');
        return significant.Length == 0 ? ("0", 1) : (significant, whole.Length - leading + exponent);
    }

    private static void AppendPlain(StringBuilder text, string digits, int point)
    {
        if (point <= 0)
        {
            text.Append("0.").Append('0', -point).Append(digits);
        }
        else if (digits.Length <= point)
        {
            text.Append(digits).Append('0', point - digits.Length).Append(".0");
        }
        else
        {
            text.Append(digits, 0, point).Append('.').Append(digits, point, digits.Length - point);
        }
    }

    private static void AppendScientific(StringBuilder text, string digits, int exponent)
    {
        text.Append(digits[0]);
        if (digits.Length > 1)
        {
            text.Append('.').Append(digits, 1, digits.Length - 1);
        }

        text.Append('e').Append(exponent < 0 ? '-' : '+');
        text.Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture));
    }
}
