using System.Security.Cryptography;
using System.Text;

namespace Daypass.Core.Authentication;

/// <summary>The secret of a credential for a service: drawn here, shown once, and kept as a hash.</summary>
/// <remarks>It has 360 random bits, so nobody finds it by trying; a slow hash, as for passwords that people choose, would only cost time.</remarks>
public static class ServiceSecret
{
    /// <summary>Sixty characters of base64, as AWS's.</summary>
    private const int Bytes = 45;

    /// <summary>A fresh secret.</summary>
    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored of the secret of a credential; two credentials never have the same hash.</summary>
    public static byte[] Hash(string credentialId, string secret) => SHA256.HashData(Encoding.UTF8.GetBytes($"{credentialId}:{secret}"));

    /// <summary>Whether a secret is the one that was hashed, in a time that tells nothing.</summary>
    public static bool Matches(string credentialId, string secret, ReadOnlySpan<byte> hash) =>
        CryptographicOperations.FixedTimeEquals(Hash(credentialId, secret), hash);
}
