using System.Text;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Query;

/// <summary>The number of an element in the name of a parameter: digits, counted from one.</summary>
internal static class ElementIndex
{
    /// <summary>The widest step from one element to the next.</summary>
    public const int WidestStep = 10;

    private const int MostEchoed = 64;

    /// <summary>Reads the number up to the end of the name (strings) or up to and with its dot (structures).</summary>
    /// <param name="rest">What follows <c>X.member.</c></param>
    /// <param name="structures">True when the elements are structures.</param>
    /// <param name="length">How much of <paramref name="rest"/> was read.</param>
    /// <param name="fault">Why it is no element; null when it is one.</param>
    /// <returns>The number, which is 1 or more; zero when there is a fault.</returns>
    public static int Read(ReadOnlySpan<byte> rest, bool structures, out int length, out AwsError? fault)
    {
        var dot = rest.IndexOf((byte)'.');
        var digits = dot < 0 ? rest : rest[..dot];
        length = dot < 0 ? rest.Length : dot + 1;
        if (!TryParse(digits, out var index, out fault))
        {
            return 0;
        }

        fault = structures == dot >= 0 ? null : structures ? CommonErrors.TextForStructure() : CommonErrors.StructureForText();
        return fault is null ? index : 0;
    }

    private static bool TryParse(ReadOnlySpan<byte> digits, out int index, out AwsError? fault)
    {
        index = 0;
        fault = null;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            fault = digits.StartsWith("-"u8) ? CommonErrors.NegativeIndex(Echo(digits)) : CommonErrors.NotAList();
            return false;
        }

        var number = 0L;
        foreach (var digit in digits.TrimStart((byte)'0'))
        {
            number = (number * 10) + (digit - '0');
            if (number > int.MaxValue)
            {
                fault = CommonErrors.MalformedInput();
                return false;
            }
        }

        index = (int)number;
        fault = index == 0 ? CommonErrors.ZeroIndex(Echo(digits)) : null;
        return fault is null;
    }

    private static string Echo(ReadOnlySpan<byte> key) => Encoding.UTF8.GetString(key.Length <= MostEchoed ? key : key[..MostEchoed]);
}
