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

        var (rsa, curves) = (0, 0);
        foreach (var key in keys.EnumerateArray())
        {
            var type = key.ValueKind == JsonValueKind.Object ? ReadText(key, "kty") : null;
            rsa += type == "RSA" ? 1 : 0;
            curves += type == "EC" ? 1 : 0;
        }

        var byId = new Dictionary<string, VerificationKey?>(StringComparer.Ordinal);
        foreach (var key in keys.EnumerateArray())
        {
            if (key.ValueKind == JsonValueKind.Object && ReadText(key, "kid") is { Length: > 0 } id && ReadFamily(key, rsa, curves) is { } read)
            {
                Add(key, id, read, byId);
            }
        }

        return new VerificationKeySet(byId);
    }

    private static Func<JsonElement, string, VerificationKey?>? ReadFamily(JsonElement key, int rsa, int curves) => ReadText(key, "kty") switch
    {
        "RSA" when rsa <= MaxKeysPerFamily => ReadRsa,
        "EC" when curves <= MaxKeysPerFamily => ReadCurve,
        _ => null,
    };

    // Of two keys under one id the later counts, as AWS has it, even when it cannot verify anything: the earlier one must not stand in for it.
    // One for encryption is no other signing key, and is passed over.
    private static void Add(JsonElement key, string id, Func<JsonElement, string, VerificationKey?> read, Dictionary<string, VerificationKey?> byId)
    {
        if (IsForEncryption(key))
        {
            return;
        }

        if (!IsForSignatures(key))
        {
            byId.Remove(id);
        }
        else if (key.TryGetProperty("key_ops", out _))
        {
            byId[id] = null;
        }
        else if (ReadOrNull(read, key, id) is { } usable)
        {
            byId[id] = usable;
        }
        else if (byId.ContainsKey(id))
        {
            byId[id] = null;
        }
    }

    private static VerificationKey? ReadOrNull(Func<JsonElement, string, VerificationKey?> read, JsonElement element, string id)
    {
        try
        {
            return read(element, id);
        }
        catch (CryptographicException)
        {
            return null; // The platform would not import it: the point is not on the curve, for example.
        }
    }

    // Which of a family's algorithms a key names does not matter to AWS; one that names none of them is for something else.
    private static bool IsForSignatures(JsonElement key) =>
        (!key.TryGetProperty("use", out var use) || (use.ValueKind == JsonValueKind.String && use.ValueEquals("sig"u8)))
        && (!key.TryGetProperty("alg", out var named)
            || (named.ValueKind == JsonValueKind.String && JwsAlgorithm.Find(named.GetString()) is not null));

    // RFC 7517 section 4.2; where no use is named, by the algorithms of RFC 7518 section 4.1 for keys of these families.
    private static bool IsForEncryption(JsonElement key) =>
        key.TryGetProperty("use", out _)
            ? ReadText(key, "use") == "enc"
            : ReadText(key, "alg") is "RSA1_5" or "RSA-OAEP" or "RSA-OAEP-256" or "RSA-OAEP-384" or "RSA-OAEP-512"
                or "ECDH-ES" or "ECDH-ES+A128KW" or "ECDH-ES+A192KW" or "ECDH-ES+A256KW";

    private static VerificationKey? ReadRsa(JsonElement key, string id)
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
        return isSound && CertificateAgrees(key, modulus, exponent) ? VerificationKey.FromRsa(id, modulus, exponent) : null;
    }

    private static VerificationKey? ReadCurve(JsonElement key, string id)
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

        return VerificationKey.FromCurve(id, curve, x, y);
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
