using System.Text;

namespace Daypass.Iam.Answers;

/// <summary>Bytes in base32 (RFC 4648), for lengths that need no padding.</summary>
internal static class Base32Text
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The text of a multiple of five bytes.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 8 / 5);
        var (bits, held) = (0, 0);
        foreach (var octet in bytes)
        {
            (bits, held) = (((bits << 8) | octet) & 0xFFFF, held + 8);
            while (held >= 5)
            {
                held -= 5;
                text.Append(Characters[(bits >> held) & 31]);
            }
        }

        return text.ToString();
    }
}
