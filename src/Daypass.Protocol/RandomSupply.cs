using System.Security.Cryptography;

namespace Daypass.Protocol;

/// <summary>
/// Random bytes of the platform's generator, drawn many at a time: one draw costs the same for eight bytes as for a thousand. Safe for any number of
/// threads.
/// </summary>
/// <remarks>Each byte is given out once and wiped from the supply with that, so that what was given out is nowhere but where it went.</remarks>
public static class RandomSupply
{
    private const int Drawn = 1024;

    [ThreadStatic]
    private static byte[]? Supply;

    [ThreadStatic]
    private static int Left;

    /// <summary>Fills a buffer.</summary>
    public static void Fill(Span<byte> buffer)
    {
        if (buffer.Length > Left)
        {
            if (buffer.Length > Drawn / 4)
            {
                RandomNumberGenerator.Fill(buffer);
                return;
            }

            Supply ??= GC.AllocateUninitializedArray<byte>(Drawn, pinned: true);
            RandomNumberGenerator.Fill(Supply);
            Left = Drawn;
        }

        Left -= buffer.Length;
        var taken = Supply.AsSpan(Left, buffer.Length);
        taken.CopyTo(buffer);
        CryptographicOperations.ZeroMemory(taken);
    }

    /// <summary>A fresh UUID of version 4 (RFC 9562 section 5.4), with 122 random bits.</summary>
    public static Guid NewUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
