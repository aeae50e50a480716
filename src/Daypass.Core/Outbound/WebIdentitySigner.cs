using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daypass.Core.Sealing;

namespace Daypass.Core.Outbound;

/// <summary>Signs an account's outbound web identity tokens with its key in the ring, and verifies them again.</summary>
public sealed class WebIdentitySigner(KeyRing ring)
{
    private const int KeptKeys = 1024;

    private readonly ConcurrentDictionary<int, SlotPool<AsymmetricAlgorithm>> _pools = new();
    private readonly ConcurrentDictionary<int, byte[]> _publicKeys = new();

    /// <summary>A JWT over a payload; null when the account has no key that signs with this algorithm.</summary>
    public string? Sign(string account, string algorithm, ReadOnlySpan<byte> payload)
    {
        if (ring.Current.Issuing(JwtPurpose.Create(account, algorithm)) is not { } key)
        {
            return null;
        }

        var text = new StringBuilder()
            .Append(Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
                HeaderBefore(algorithm) + key.Number.ToString(CultureInfo.InvariantCulture) + HeaderAfter(algorithm))))
            .Append('.')
            .Append(Base64Url.EncodeToString(payload));
        var signature = Use(key, algorithm, Encoding.ASCII.GetBytes(text.ToString()), static (signer, signed, _) => signer is RSA rsa
            ? rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : ((ECDsa)signer).SignData(signed, HashAlgorithmName.SHA384));
        return text.Append('.').Append(Base64Url.EncodeToString(signature)).ToString();
    }

    /// <summary>The payload of a token that this service signed for some account, and that account; null when it did not. Says nothing about its time and
    /// audience.</summary>
    public (string Account, byte[] Payload)? Verify(string token)
    {
        var dots = token.Split('.');
        if (dots.Length != 3 || !dots.All(static part => Base64Url.IsValid(part)) || FindKey(dots[0]) is not { } found)
        {
            return null;
        }

        var signed = Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
        var genuine = Use(found.Key, found.Algorithm, signed, static (verifier, data, signature) => verifier is RSA rsa
            ? rsa.VerifyData(data, signature!, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : ((ECDsa)verifier).VerifyData(data, signature!, HashAlgorithmName.SHA384), Base64Url.DecodeFromChars(dots[2]));
        return genuine ? (JwtPurpose.AccountOf(found.Key.Purpose), Base64Url.DecodeFromChars(dots[1])) : null;
    }

    /// <summary>The public half of a key as a JWK.</summary>
    internal byte[] PublicKey(RingKey key, string algorithm) => _publicKeys.GetOrAdd(key.Number, _ =>
    {
        if (_publicKeys.Count > KeptKeys)
        {
            _publicKeys.Clear();
        }

        using var pair = Import(key, algorithm);
        return Jwk(pair, KeyId(key, algorithm));
    });

    private static string KeyId(RingKey key, string algorithm) => Family(algorithm) + key.Number.ToString(CultureInfo.InvariantCulture);

    private static string Family(string algorithm) => algorithm == JwtPurpose.Rs256 ? "RSA_" : "EC384_";

    private static string HeaderBefore(string algorithm) => "{\"kid\":\"" + Family(algorithm);

    private static string HeaderAfter(string algorithm) => "\",\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\"}";

    // The header must be, byte for byte, one this service writes; so there is nothing in it to be parsed.
    private (RingKey Key, string Algorithm)? FindKey(string header)
    {
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(header));
        foreach (var algorithm in (ReadOnlySpan<string>)[JwtPurpose.Rs256, JwtPurpose.Es384])
        {
            var (before, after) = (HeaderBefore(algorithm), HeaderAfter(algorithm));
            if (text.StartsWith(before, StringComparison.Ordinal) && text.EndsWith(after, StringComparison.Ordinal)
                && text.Length > before.Length + after.Length
                && int.TryParse(text.AsSpan(before.Length, text.Length - before.Length - after.Length), NumberStyles.None, CultureInfo.InvariantCulture,
                    out var number)
                && ring.Current.Find(number) is { Verifies: true } key && JwtPurpose.AlgorithmOf(key.Purpose) == algorithm)
            {
                return (key, algorithm);
            }
        }

        return null;
    }

    private T Use<T>(RingKey key, string algorithm, byte[] data, Func<AsymmetricAlgorithm, byte[], byte[]?, T> use, byte[]? signature = null)
    {
        if (_pools.Count > KeptKeys)
        {
            foreach (var (number, _) in _pools)
            {
                if (_pools.TryRemove(number, out var dropped))
                {
                    dropped.Drain();
                }
            }
        }

        var pool = _pools.GetOrAdd(key.Number, _ => new SlotPool<AsymmetricAlgorithm>(() => Import(key, algorithm)));
        var pair = pool.Rent(out var slot);
        try
        {
            return use(pair, data, signature);
        }
        finally
        {
            pool.Return(pair, slot);
        }
    }

    private static AsymmetricAlgorithm Import(RingKey key, string algorithm)
    {
        AsymmetricAlgorithm pair = algorithm == JwtPurpose.Rs256 ? RSA.Create() : ECDsa.Create();
        pair.ImportPkcs8PrivateKey(key.Material, out _);
        return pair;
    }

    private static byte[] Jwk(AsymmetricAlgorithm pair, string keyId)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("kty", pair is RSA ? "RSA" : "EC");
        json.WriteString("kid", keyId);
        json.WriteString("use", "sig");
        json.WriteString("alg", pair is RSA ? JwtPurpose.Rs256 : JwtPurpose.Es384);
        if (pair is RSA rsa)
        {
            var half = rsa.ExportParameters(includePrivateParameters: false);
            json.WriteString("n", Base64Url.EncodeToString(half.Modulus));
            json.WriteString("e", Base64Url.EncodeToString(half.Exponent));
        }
        else
        {
            var half = ((ECDsa)pair).ExportParameters(includePrivateParameters: false);
            json.WriteString("crv", "P-384");
            json.WriteString("x", Base64Url.EncodeToString(half.Q.X));
            json.WriteString("y", Base64Url.EncodeToString(half.Q.Y));
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }
}
