using System.Text.Json;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Tokens;

/// <summary>What a token says about how it was signed, after everything that could redirect the verification was refused.</summary>
/// <param name="Algorithm">One of the six.</param>
/// <param name="KeyId">The <c>kid</c>; null when the header has none.</param>
internal sealed record JwsHeader(JwsAlgorithm Algorithm, string? KeyId)
{
    // Each of these would let the token choose its own key, its own rules or its own encoding (RFC 8725 section 3.10).
    private static readonly string[] Refused = ["crit", "b64", "zip", "enc", "jku", "jwk", "x5u", "x5c"];

    internal static Result<JwsHeader> Read(ReadOnlySpan<byte> utf8)
    {
        if (StrictJson.ReadObject(utf8) is not { } header)
        {
            return FederationErrors.NotAJwt(Reasons.TokenHeaderNotJson.Text);
        }

        var hasType = header.TryGetProperty("typ"u8, out var type);
        var hasAlgorithm = header.TryGetProperty("alg"u8, out var algorithmName);
        var hasKeyId = header.TryGetProperty("kid"u8, out var kid);

        // No member is there twice, so that a header of no more members than these has none to refuse.
        if (header.GetPropertyCount() > (hasType ? 1 : 0) + (hasAlgorithm ? 1 : 0) + (hasKeyId ? 1 : 0) && FindRefused(header) is { } refused)
        {
            return FederationErrors.NotAJwt(Reasons.TokenHeaderParameterRefused.With("header parameter " + refused));
        }

        if (hasType && IsOtherTokenClass(type))
        {
            return FederationErrors.NotAJwt(Reasons.TokenOtherClass.Text);
        }

        if (!hasAlgorithm || algorithmName.ValueKind != JsonValueKind.String
            || JwsAlgorithm.Find(algorithmName.GetString()) is not { } algorithm)
        {
            return FederationErrors.NotValidated(Reasons.TokenAlgorithmUnknown.Text);
        }

        if (!hasKeyId)
        {
            return new JwsHeader(algorithm, null);
        }

        return kid.ValueKind == JsonValueKind.String && kid.GetString() is { Length: > 0 } keyId
            ? new JwsHeader(algorithm, keyId)
            : FederationErrors.NoVerificationKey(Reasons.TokenKeyIdInvalid.Text);
    }

    private static string? FindRefused(JsonElement header)
    {
        foreach (var name in Refused)
        {
            if (header.TryGetProperty(name, out _))
            {
                return name;
            }
        }

        return null;
    }

    // RFC 8725 section 3.11: logout tokens, proofs and request objects say what they are; an access token is taken, as AWS does.
    private static bool IsOtherTokenClass(JsonElement type) =>
        type.ValueKind != JsonValueKind.String
        || (type.GetString() is { } text
            && text.EndsWith("+jwt", StringComparison.OrdinalIgnoreCase)
            && !text.EndsWith("at+jwt", StringComparison.OrdinalIgnoreCase));
}
