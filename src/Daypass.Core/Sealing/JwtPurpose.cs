using System.Security.Cryptography;

namespace Daypass.Core.Sealing;

/// <summary>The purposes of the keys that sign an account's outbound web identity tokens: <c>jwt:ACCOUNT:ALG</c>.</summary>
public static class JwtPurpose
{
    /// <summary>RSASSA-PKCS1-v1_5 over SHA-256 with 2048 bits.</summary>
    public const string Rs256 = "RS256";

    /// <summary>ECDSA over P-384 and SHA-384.</summary>
    public const string Es384 = "ES384";

    private const string Prefix = "jwt:";
    private const int RsaBits = 2048;

    /// <summary>The purpose of an account's keys for an algorithm.</summary>
    public static string Create(string account, string algorithm) => $"{Prefix}{account}:{algorithm}";

    /// <summary>The account of a signing purpose.</summary>
    internal static string AccountOf(string purpose) => purpose[Prefix.Length..purpose.LastIndexOf(':')];

    /// <summary>The algorithm of a signing purpose; null for another purpose.</summary>
    internal static string? AlgorithmOf(string purpose) =>
        !purpose.StartsWith(Prefix, StringComparison.Ordinal) ? null : purpose.EndsWith(Rs256, StringComparison.Ordinal) ? Rs256 : Es384;

    /// <summary>A fresh private key in PKCS #8 form.</summary>
    internal static byte[] NewMaterial(string algorithm)
    {
        if (algorithm == Rs256)
        {
            using var rsa = RSA.Create(RsaBits);
            return rsa.ExportPkcs8PrivateKey();
        }

        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return curve.ExportPkcs8PrivateKey();
    }
}
