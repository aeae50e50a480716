namespace Daypass.Cli.Tests.Support;

/// <summary>Seeds of MFA devices as their owners read them.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The octets of a text without padding.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var octets = new List<byte>();
        var (bits, held) = (0, 0);
        foreach (var character in text)
        {
            (bits, held) = (((bits << 5) | Alphabet.IndexOf((char)character, StringComparison.Ordinal)) & 0xFFFF, held + 5);
            if (held >= 8)
            {
                held -= 8;
                octets.Add((byte)(bits >> held));
            }
        }

        return [.. octets];
    }
}
