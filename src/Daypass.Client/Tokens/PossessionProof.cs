using System.Security.Cryptography;
using System.Text;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Tokens;

/// <summary>The proof of RFC 9449 that who sends a request holds a key: a token signed with it for this one request.</summary>
internal static class PossessionProof
{
    /// <summary>The proof for a request; null when the key is no elliptic-curve key on P-256.</summary>
    /// <param name="pem">The private key.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="url">The request's address.</param>
    /// <param name="now">When it is sent.</param>
    public static string? Create(string pem, string method, Uri url, DateTimeOffset now)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception unusable) when (unusable is ArgumentException or CryptographicException)
        {
            return null;
        }

        var point = key.ExportParameters(includePrivateParameters: false).Q;
        if (point is not { X.Length: 32, Y.Length: 32 })
        {
            return null;
        }

        var publicKey = new MapValue()
            .Set("kty", "EC").Set("crv", "P-256").Set("x", Base64Url.Encode(point.X)).Set("y", Base64Url.Encode(point.Y));
        var header = new MapValue().Set("typ", "dpop+jwt").Set("alg", "ES256").Set("jwk", publicKey);
        var claims = new MapValue()
            .Set("jti", Guid.NewGuid().ToString()).Set("htm", method).Set("htu", url.AbsoluteUri).Set("iat", Value.From(now.ToUnixTimeSeconds()));
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private static string Encode(MapValue map) => Base64Url.Encode(Encoding.UTF8.GetBytes(JsonText.Write(map, JsonStyle.Compact)));
}
