using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace Daypass.Testing.Oidc;

/// <summary>Puts tokens together from parts, right or wrong.</summary>
public static class TokenMint
{
    /// <summary>A token over these very texts, signed by the key.</summary>
    public static string Sign(SigningKey key, string header, string claims) => Sign(header, claims, key.Sign);

    /// <summary>A token over these very texts, signed by whatever is given.</summary>
    public static string Sign(string header, string claims, Func<byte[], byte[]> sign)
    {
        var input = $"{Encode(header)}.{Encode(claims)}";
        return $"{input}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>The header a well-behaved issuer writes.</summary>
    public static JsonObject Header(SigningKey key) => new() { ["alg"] = key.Algorithm, ["kid"] = key.Id, ["typ"] = "JWT" };

    /// <summary>Base64url of a text's UTF-8.</summary>
    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
