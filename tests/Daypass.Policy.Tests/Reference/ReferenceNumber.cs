using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Daypass.Policy.Tests.Reference;

/// <summary>A number as its sign, the power of ten of its first digit, and its digits without the zeros around them.</summary>
internal sealed partial record ReferenceNumber(int Sign, BigInteger Power, string Digits) : IComparable<ReferenceNumber>
{
    public static ReferenceNumber? Read(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || match.Groups["whole"].Length + match.Groups["part"].Length == 0)
        {
            return null;
        }

        var exponent = !match.Groups["exponent"].Success ? 0
            : BigInteger.Parse(match.Groups["exponent"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (BigInteger.Abs(exponent) > int.MaxValue)
        {
            return null;
        }

        var all = match.Groups["whole"].Value + match.Groups["part"].Value;
        var digits = all.TrimStart('0');
        var power = match.Groups["whole"].Length - (all.Length - digits.Length) + exponent;
        digits = digits.TrimEnd('0');
        return digits == "" ? new ReferenceNumber(0, 0, "") : new ReferenceNumber(match.Groups["sign"].Value == "-" ? -1 : 1, power, digits);
    }

    public int CompareTo(ReferenceNumber? other)
    {
        var signs = Sign.CompareTo(other!.Sign);
        var powers = Power.CompareTo(other.Power);
        return signs != 0 ? signs : Sign * (powers != 0 ? powers : string.CompareOrdinal(Digits, other.Digits));
    }

    [GeneratedRegex(@"\A(?<sign>[+-]?)(?<whole>[0-9]*)(?:\.(?<part>[0-9]*))?(?:[eE](?<exponent>[+-]?[0-9]+))?\z")]
    private static partial Regex Form();
}
