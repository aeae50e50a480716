namespace Daypass.Testing;

/// <summary>Reads RFC 4648 base32, as authenticator apps do.</summary>
public static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The bytes of a text in capitals without padding.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>();
        var (bits, held) = (0, 0);
        foreach (var character in text)
        {
            (bits, held) = (((bits << 5) | Alphabet.IndexOf((char)character, StringComparison.Ordinal)) & 0xFFFF, held + 5);
            if (held >= 8)
            {
                held -= 8;
                bytes.Add((byte)(bits >> held));
            }
        }

        return [.. bytes];
    }
}
