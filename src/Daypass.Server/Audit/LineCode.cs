using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Daypass.Server.Audit;

/// <summary>The code of a line: which key made it, for which chain.</summary>
/// <param name="Key">The number of the ring's key.</param>
/// <param name="Chain">The chain.</param>
/// <param name="Value">The code.</param>
internal sealed record LineCode(int Key, ulong Chain, byte[] Value)
{
    /// <summary>Reads one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out LineCode? code)
    {
        code = null;
        if (text.Length > 128
            || Encoding.ASCII.GetString(text).Split('.') is not [var key, { Length: 16 } chain, { Length: 2 * HMACSHA256.HashSizeInBytes } value]
            || !int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !ulong.TryParse(chain, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        var bytes = new byte[HMACSHA256.HashSizeInBytes];
        if (Convert.FromHexString(value, bytes, out _, out _) is not System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        code = new LineCode(number, id, bytes);
        return true;
    }
}
