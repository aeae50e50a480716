using System.Globalization;

namespace Daypass.Policy.Parsing;

/// <summary>Looks at the escapes of a JSON string before it is decoded, for the decoder answers half a character by throwing.</summary>
internal static class EscapedText
{
    /// <summary>False when a <c>\u</c> escape is half a surrogate pair.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> raw)
    {
        var high = false;
        for (var i = 0; i < raw.Length; i++)
        {
            var unit = '\0';
            if (raw[i] == '\\')
            {
                i++;
                if (raw[i] == 'u')
                {
                    unit = (char)ushort.Parse(raw.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                    i += 4;
                }
            }

            if (high != char.IsLowSurrogate(unit))
            {
                return false;
            }

            high = char.IsHighSurrogate(unit);
        }

        return !high;
    }
}
