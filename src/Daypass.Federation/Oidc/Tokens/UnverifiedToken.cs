using System.Text;
using System.Text.Json;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Tokens;

/// <summary>
/// A token whose shape is right and of which nothing is believed yet; only the issuer it names can be seen from outside, to find the provider that must
/// have signed it.
/// </summary>
internal sealed class UnverifiedToken
{
    /// <summary>The longest token, in characters, white space at its ends not counted (AWS's limit).</summary>
    internal const int MaxLength = 20_000;

    private static readonly JsonEncodedText[] Required =
        [JsonEncodedText.Encode("iss"), JsonEncodedText.Encode("sub"), JsonEncodedText.Encode("aud"), JsonEncodedText.Encode("iat"),
            JsonEncodedText.Encode("exp")];

    private UnverifiedToken(string issuer, JwsHeader header, JsonElement claims, byte[] signingInput, byte[] signature) =>
        (Issuer, Header, Claims, SigningInput, Signature) = (issuer, header, claims, signingInput, signature);

    /// <summary>The <c>iss</c> claim, not yet proven.</summary>
    internal string Issuer { get; }

    internal JwsHeader Header { get; }

    internal JsonElement Claims { get; }

    /// <summary>The octets before the second dot exactly as received: what the signature is over.</summary>
    internal byte[] SigningInput { get; }

    internal byte[] Signature { get; }

    /// <summary>Reads a token in compact form; white space at its ends is dropped, because SDKs send token files with their final newline.</summary>
    internal static Result<UnverifiedToken> Read(string text)
    {
        try
        {
            return ReadTrimmed(text.AsSpan().Trim(" \t\r\n"));
        }
#pragma warning disable CA1031 // Whatever a token makes a parser throw is a refusal, counted, never a 5xx: clients retry those.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            FederationMeter.CountUnexpected("jwt", cause);
            return FederationErrors.NotAJwt(Reasons.TokenUnexpected.With(cause.GetType().Name));
        }
    }

    private static Result<UnverifiedToken> ReadTrimmed(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
        {
            return FederationErrors.NotAJwt(Reasons.TokenTooLong.Text);
        }

        var first = text.IndexOf('.');
        var second = first < 0 ? -1 : text[(first + 1)..].IndexOf('.');
        if (second < 0 || text[(first + second + 2)..].Contains('.'))
        {
            return FederationErrors.NotAJwt(Reasons.TokenNotThreeParts.Text);
        }

        second += first + 1;
        if (StrictBase64Url.Decode(text[..first]) is not { } headerJson
            || StrictBase64Url.Decode(text[(first + 1)..second]) is not { } claimsJson
            || StrictBase64Url.Decode(text[(second + 1)..]) is not { Length: > 0 } signature)
        {
            return FederationErrors.NotAJwt(Reasons.TokenNotBase64Url.Text);
        }

        var header = JwsHeader.Read(headerJson);
        if (!header.Succeeded)
        {
            return header.Error;
        }

        if (StrictJson.ReadObject(claimsJson) is not { } claims)
        {
            // AWS reads a member that is there twice as its last; whatever it says, here it is no token to believe, and the answer is the one of that kind.
            return StrictJson.IsObject(claimsJson)
                ? FederationErrors.NotValidated(Reasons.TokenClaimsNotJson.Text)
                : FederationErrors.NotAJwt(Reasons.TokenClaimsNotJson.Text);
        }

        foreach (var name in Required)
        {
            // A time that is null is there and is no time, which is said later.
            if (!claims.TryGetProperty(name.EncodedUtf8Bytes, out var claim) || (claim.ValueKind == JsonValueKind.Null && name.Value is not ("iat" or "exp")))
            {
                return FederationErrors.MissingClaim(name.Value);
            }
        }

        // Dots and base64url: as many octets as characters.
        var signingInput = new byte[second];
        Encoding.ASCII.GetBytes(text[..second], signingInput);
        var issuer = claims.GetProperty("iss"u8);
        return issuer.ValueKind == JsonValueKind.String
            ? new UnverifiedToken(issuer.GetString()!, header.Value, claims, signingInput, signature)
            : FederationErrors.NotValidated(Reasons.TokenIssuerNotText.Text);
    }
}
