using Daypass.JmesPath.Values;

namespace Daypass.Client.Tokens;

/// <summary>Reads JSON Web Tokens (RFC 7519) without verifying them; who takes them for proof has to.</summary>
public static class JsonWebToken
{
    /// <summary>The claims of a token, unverified; null when it is no JSON Web Token.</summary>
    public static MapValue? ReadClaims(string token) => token.Split('.') is [_, var payload, _] ? ReadPart(payload) as MapValue : null;

    /// <summary>One part of a token, its header or its claims; null when it is no JSON in Base64.</summary>
    public static Value? ReadPart(string part) => Base64Url.Decode(part) is { } bytes ? JsonText.Parse(bytes, out _) : null;
}
