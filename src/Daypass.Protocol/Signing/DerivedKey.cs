using System.Security.Cryptography;

namespace Daypass.Protocol.Signing;

/// <summary>The key that signs for one day, region and service (AWS General Reference, "Create a signed AWS API request", step 4). Whoever has it signs as the
/// caller within that scope, and cannot learn the secret from it.</summary>
public static class DerivedKey
{
    /// <summary>How many bytes it has.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>Derives the key: four HMACs.</summary>
    /// <param name="secret">The secret access key.</param>
    /// <param name="day">The day of the scope, <c>yyyymmdd</c>.</param>
    /// <param name="region">The region of the scope.</param>
    /// <param name="service">The service of the scope.</param>
    /// <param name="key">Where the key is written, 32 bytes.</param>
    public static void Derive(Secret secret, ReadOnlySpan<char> day, ReadOnlySpan<char> region, ReadOnlySpan<char> service, Span<byte> key)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var seed = new Utf8Buffer(stackalloc byte[128]);
        try
        {
            seed.Append("AWS4"u8);
            seed.Append(secret.AsUtf8());
            Step(seed.Written, day, key);
            Step(key, region, key);
            Step(key, service, key);
            Step(key, StringToSign.Terminator, key);
        }
        finally
        {
            seed.Dispose();
        }
    }

    private static void Step(ReadOnlySpan<byte> key, ReadOnlySpan<char> text, Span<byte> next)
    {
        var utf8 = new Utf8Buffer(stackalloc byte[256]);
        try
        {
            utf8.AppendUtf8(text);
            HMACSHA256.HashData(key, utf8.Written, next);
        }
        finally
        {
            utf8.Dispose();
        }
    }
}
