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
        using var keyed = Keyed(seed);
        Write(keyed, step, code);
        return System.Text.Encoding.ASCII.GetString(code);
    }

    /// <summary>Whether a text is the code of a step; takes the same time whatever it is.</summary>
    public static bool Matches(ReadOnlySpan<byte> seed, long step, ReadOnlySpan<char> code)
    {
        using var keyed = Keyed(seed);
        return Matches(keyed, step, code);
    }

    /// <summary>The same with the seed taken up already, for when many steps are looked at.</summary>
    internal static bool Matches(IncrementalHash keyed, long step, ReadOnlySpan<char> code)
    {
        if (code.Length != Digits || code.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[Digits];
        Span<byte> given = stackalloc byte[Digits];
        Write(keyed, step, expected);
        System.Text.Encoding.ASCII.GetBytes(code, given);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    /// <summary>Takes a seed up: HMAC-SHA-1 is RFC 6238's default, and the only one authenticator apps agree on.</summary>
    internal static IncrementalHash Keyed(ReadOnlySpan<byte> seed) => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, seed);

    private static void Write(IncrementalHash keyed, long step, Span<byte> code)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        keyed.AppendData(counter);
        keyed.GetHashAndReset(mac);
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac[(mac[^1] & 0xF)..]) & 0x7FFF_FFFF;
        (number % 1_000_000).TryFormat(code, out _, "D6", CultureInfo.InvariantCulture);
    }
}
