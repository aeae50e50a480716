using System.Globalization;

namespace Daypass.Policy.Values;

/// <summary>Writes a decimal number in the one form that the policy simulator gives it before it is compared.</summary>
internal static class DecimalForm
{
    private const int LongestExponent = 9;
    private const int SmallestPlainExponent = -6;

    /// <summary>
    /// The number with its digits kept, zeros at its end too (<c>01.00</c> is <c>1.00</c>), and an exponent only where one is needed
    /// (<c>1e2</c> is <c>1E+2</c>); null for anything else than a decimal number.
    /// </summary>
    public static string? Normalize(ReadOnlySpan<char> text)
    {
        var negative = text.StartsWith("-");
        var rest = negative || text.StartsWith("+") ? text[1..] : text;
        var mark = rest.IndexOfAny('e', 'E');
        var exponent = 0L;
        if (mark >= 0 && !TryReadExponent(rest[(mark + 1)..], out exponent))
        {
            return null;
        }

        var number = mark < 0 ? rest : rest[..mark];
        var dot = number.IndexOf('.');
        var whole = dot < 0 ? number : number[..dot];
        var fraction = dot < 0 ? default : number[(dot + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        var digits = string.Concat(whole, fraction).TrimStart('0');
        return Write(negative && digits.Length > 0 ? "-" : "", digits.Length == 0 ? "0" : digits, fraction.Length - exponent);
    }

    private static bool TryReadExponent(ReadOnlySpan<char> text, out long exponent)
    {
        var digits = text.StartsWith("-") || text.StartsWith("+") ? text[1..] : text;
        exponent = 0;
        return digits.Length is > 0 and <= LongestExponent && !digits.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
    }

    private static string Write(string sign, string digits, long scale)
    {
        var exponent = digits.Length - 1 - scale;
        if (scale == 0)
        {
            return sign + digits;
        }

        if (scale > 0 && exponent >= SmallestPlainExponent)
        {
            var point = digits.Length - (int)scale;
            return point > 0 ? $"{sign}{digits[..point]}.{digits[point..]}" : $"{sign}0.{new string('0', -point)}{digits}";
        }

        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return exponent == 0 ? sign + mantissa : string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}E{exponent:+0;-0}");
    }
}
