using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Daypass.Core.Mfa;

/// <summary>Time-based one-time passwords as virtual MFA devices make them: HMAC-SHA-1, thirty seconds, six digits (RFC 6238 and RFC 4226).</summary>
public static class TimeCode
{
    /// <summary>How many digits a code has.</summary>
    public const int Digits = 6;

    /// <summary>How long a code is shown.</summary>
    public static readonly TimeSpan StepLength = TimeSpan.FromSeconds(30);

    /// <summary>The step an instant falls into.</summary>
    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / (long)StepLength.TotalSeconds;

    /// <summary>The code of a step.</summary>
    public static string At(ReadOnlySpan<byte> seed, long step)
    {
        Span<byte> code = stackalloc byte[Digits];
        Write(seed, step, code);
        return System.Text.Encoding.ASCII.GetString(code);
    }

    /// <summary>Whether a text is the code of a step; takes the same time whatever it is.</summary>
    public static bool Matches(ReadOnlySpan<byte> seed, long step, ReadOnlySpan<char> code)
    {
        if (code.Length != Digits || code.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[Digits];
        Span<byte> given = stackalloc byte[Digits];
        Write(seed, step, expected);
        System.Text.Encoding.ASCII.GetBytes(code, given);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    private static void Write(ReadOnlySpan<byte> seed, long step, Span<byte> code)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238's default, and the only one authenticator apps agree on; HMAC does not rest on SHA-1's collision resistance.
        HMACSHA1.HashData(seed, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac[(mac[^1] & 0xF)..]) & 0x7FFF_FFFF;
        (number % 1_000_000).TryFormat(code, out _, "D6", CultureInfo.InvariantCulture);
    }
}
