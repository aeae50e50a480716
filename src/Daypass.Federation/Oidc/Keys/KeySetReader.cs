using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Daypass.Federation.Oidc.Tokens;

namespace Daypass.Federation.Oidc.Keys;

/// <summary>Reads a JSON Web Key Set (RFC 7517) and keeps what may verify; a key that is unfit is left out, a document that is malformed is refused.</summary>
internal static class KeySetReader
{
    /// <summary>AWS stops using the keys of a family when a set has more of them.</summary>
    internal const int MaxKeysPerFamily = 100;

    private const int MinModulus = 2048 / 8;
    private const int MaxModulus = 8192 / 8;

    /// <summary>The usable keys; null when the octets are no key set.</summary>
    internal static VerificationKeySet? Read(ReadOnlySpan<byte> utf8)
    {
        if (StrictJson.ReadObject(utf8) is not { } document
            || !document.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var rsa = new List<JsonElement>();
        var curves = new List<JsonElement>();
        foreach (var key in keys.EnumerateArray())
        {
            if (key.ValueKind == JsonValueKind.Object && ReadText(key, "kty") is { } type)
            {
                (type == "RSA" ? rsa : type == "EC" ? curves : null)?.Add(key);
            }
        }

        var byId = new Dictionary<string, VerificationKey>(StringComparer.Ordinal);
        var ambiguous = new HashSet<string>(StringComparer.Ordinal);
        AddKeys(rsa, ReadRsa, byId, ambiguous);
        AddKeys(curves, ReadCurve, byId, ambiguous);
        foreach (var id in ambiguous)
        {
            byId.Remove(id);
        }

        return new VerificationKeySet(byId);
    }

    private static void AddKeys(
        List<JsonElement> keys, Func<JsonElement, string, string?, VerificationKey?> read, Dictionary<string, VerificationKey> byId, HashSet<string> ambiguous)
    {
        if (keys.Count > MaxKeysPerFamily)
        {
            return;
        }

        foreach (var element in keys)
        {
            if (ReadText(element, "kid") is { Length: > 0 } id && IsForSignatures(element, out var algorithm)
                && ReadOrNull(read, element, id, algorithm) is { } key
                && !byId.TryAdd(id, key) && !byId[id].HasSameMaterial(key))
            {
                ambiguous.Add(id);
            }
        }
    }

    private static VerificationKey? ReadOrNull(Func<JsonElement, string, string?, VerificationKey?> read, JsonElement element, string id, string? algorithm)
    {
        try
        {
            return read(element, id, algorithm);
        }
        catch (CryptographicException)
        {
            return null; // The platform would not import it: the point is not on the curve, for example.
        }
    }

    private static bool IsForSignatures(JsonElement key, out string? algorithm)
    {
        algorithm = null;
        if (key.TryGetProperty("use", out var use) && !(use.ValueKind == JsonValueKind.String && use.ValueEquals("sig"u8)))
        {
            return false;
        }

        if (key.TryGetProperty("key_ops", out var operations) && !ContainsVerify(operations))
        {
            return false;
        }

        if (!key.TryGetProperty("alg", out var named))
        {
            return true;
        }

        algorithm = named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        return JwsAlgorithm.Find(algorithm) is not null;
    }

    private static bool ContainsVerify(JsonElement operations)
    {
        if (operations.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var operation in operations.EnumerateArray())
        {
            if (operation.ValueKind == JsonValueKind.String && operation.ValueEquals("verify"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static VerificationKey? ReadRsa(JsonElement key, string id, string? algorithm)
    {
        if (ReadOctets(key, "n") is not { } modulus || ReadOctets(key, "e") is not { } exponent)
        {
            return null;
        }

        modulus = WithoutLeadingZeros(modulus);
        exponent = WithoutLeadingZeros(exponent);
        var isSound = modulus.Length is >= MinModulus and <= MaxModulus && (modulus[^1] & 1) == 1
            && (modulus.Length > MinModulus || modulus[0] >= 0x80)
            && exponent.Length is >= 1 and <= 8 && (exponent[^1] & 1) == 1 && (exponent.Length > 1 || exponent[0] > 1);
        return isSound && CertificateAgrees(key, modulus, exponent) ? VerificationKey.FromRsa(id, algorithm, modulus, exponent) : null;
    }

    private static VerificationKey? ReadCurve(JsonElement key, string id, string? algorithm)
    {
        var (curve, size) = ReadText(key, "crv") switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            "P-521" => (ECCurve.NamedCurves.nistP521, 66),
            _ => (default, 0),
        };
        if (size == 0 || ReadOctets(key, "x") is not { } x || ReadOctets(key, "y") is not { } y || x.Length != size || y.Length != size)
        {
            return null;
        }

        return VerificationKey.FromCurve(id, algorithm, curve, x, y);
    }

    // AWS wants a certificate, where one is given, to hold the same key; the certificate is never a source of the key.
    private static bool CertificateAgrees(JsonElement key, byte[] modulus, byte[] exponent)
    {
        if (!key.TryGetProperty("x5c", out var chain))
        {
            return true;
        }

        if (chain.ValueKind != JsonValueKind.Array || chain.GetArrayLength() == 0
            || chain[0].ValueKind != JsonValueKind.String || !chain[0].TryGetBytesFromBase64(out var der))
        {
            return false;
        }

        using var certificate = X509CertificateLoader.LoadCertificate(der);
        using var certified = certificate.GetRSAPublicKey();
        return certified?.ExportParameters(includePrivateParameters: false) is { } same
            && WithoutLeadingZeros(same.Modulus!).AsSpan().SequenceEqual(modulus)
            && WithoutLeadingZeros(same.Exponent!).AsSpan().SequenceEqual(exponent);
    }

    private static string? ReadText(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? ReadOctets(JsonElement key, string name) => ReadText(key, name) is { Length: > 0 } text ? StrictBase64Url.Decode(text) : null;

    private static byte[] WithoutLeadingZeros(byte[] number)
    {
        var zeros = 0;
        while (zeros < number.Length - 1 && number[zeros] == 0)
        {
            zeros++;
        }

        return zeros == 0 ? number : number[zeros..];
    }
}
