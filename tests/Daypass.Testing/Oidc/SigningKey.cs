using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Daypass.Testing.Oidc;

/// <summary>A key an issuer signs tokens with; safe for any number of threads.</summary>
public sealed class SigningKey
{
    private readonly Lock _gate = new();
    private readonly AsymmetricAlgorithm _key;

    private SigningKey(string id, string algorithm, AsymmetricAlgorithm key) => (Id, Algorithm, _key) = (id, algorithm, key);

    /// <summary>The <c>kid</c>.</summary>
    public string Id { get; }

    /// <summary>The <c>alg</c>.</summary>
    public string Algorithm { get; }

    /// <summary>The RSA key; null for a curve.</summary>
    public RSA? Rsa => _key as RSA;

    /// <summary>The curve key; null for RSA.</summary>
    public ECDsa? Curve => _key as ECDsa;

    /// <summary>A new key for RS256…512 or ES256…512.</summary>
    public static SigningKey Create(string algorithm = "RS256", string? id = null, int rsaBits = 2048) =>
        new(id ?? $"{algorithm}-{Guid.NewGuid():N}", algorithm, algorithm.StartsWith("RS", StringComparison.Ordinal) ? RSA.Create(rsaBits)
            : ECDsa.Create(CurveOf(algorithm)));

    /// <summary>The same key under another id or algorithm.</summary>
    public SigningKey As(string? id = null, string? algorithm = null) => new(id ?? Id, algorithm ?? Algorithm, _key);

    /// <summary>The signature as RFC 7518 writes it.</summary>
    public byte[] Sign(byte[] input)
    {
        lock (_gate)
        {
            return _key is RSA rsa
                ? rsa.SignData(input, Hash(), RSASignaturePadding.Pkcs1)
                : ((ECDsa)_key).SignData(input, Hash(), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    /// <summary>The public half as a JSON Web Key.</summary>
    public JsonObject ToJwk()
    {
        var jwk = new JsonObject { ["kid"] = Id, ["use"] = "sig", ["alg"] = Algorithm };
        if (_key is RSA rsa)
        {
            var parameters = rsa.ExportParameters(false);
            jwk["kty"] = "RSA";
            jwk["n"] = Base64Url.EncodeToString(parameters.Modulus);
            jwk["e"] = Base64Url.EncodeToString(parameters.Exponent);
            return jwk;
        }

        var point = ((ECDsa)_key).ExportParameters(false).Q;
        jwk["kty"] = "EC";
        jwk["crv"] = point.X!.Length switch { 32 => "P-256", 48 => "P-384", _ => "P-521" };
        jwk["x"] = Base64Url.EncodeToString(point.X);
        jwk["y"] = Base64Url.EncodeToString(point.Y);
        return jwk;
    }

    private static ECCurve CurveOf(string algorithm) => algorithm switch
    {
        "ES256" => ECCurve.NamedCurves.nistP256,
        "ES384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    };

    private HashAlgorithmName Hash() => Algorithm[2..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
