using System.Globalization;
using System.Text.Json;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Claims;

/// <summary>
/// The time rules of a web identity token: whole seconds since 1970 as a number or its text, five minutes of tolerance in every direction, as AWS does
/// (docs/aws-behaviour.md).
/// </summary>
internal static class TimeClaims
{
    /// <summary>Seconds by which clocks may differ.</summary>
    internal const long Tolerance = 300;

    /// <summary>The <c>exp</c> value, or why the token is not good now.</summary>
    internal static Result<long> Validate(JsonElement claims, DateTimeOffset at)
    {
        var now = at.ToUnixTimeSeconds();
        if (ReadSeconds(claims.GetProperty("iat"u8)) is not { } issued || ReadSeconds(claims.GetProperty("exp"u8)) is not { } expires)
        {
            return BadTimestamp();
        }

        if (claims.TryGetProperty("nbf"u8, out var notBefore))
        {
            if (ReadSeconds(notBefore) is not { } from)
            {
                return BadTimestamp();
            }

            if (from > now + Tolerance)
            {
                return FederationErrors.InvalidIdentityToken(
                    string.Create(CultureInfo.InvariantCulture,
                        $"Token not yet valid: current date/time {now + Tolerance} must be after or equal to the not-before date/time {from}"),
                    Reasons.TokenNotYetValid.Text);
            }
        }

        if (issued > now + Tolerance)
        {
            return FederationErrors.InvalidIdentityToken(
                string.Create(CultureInfo.InvariantCulture, $"Token issued in the future: {issued}"), Reasons.TokenIssuedAhead.Text);
        }

        return now - Tolerance < expires ? expires : FederationErrors.TokenExpired(now - Tolerance, expires);
    }

    private static AwsError BadTimestamp() =>
        FederationErrors.InvalidIdentityToken("Invalid timestamp in token claims.", Reasons.TokenTimeInvalid.Text);

    private static long? ReadSeconds(JsonElement claim)
    {
        var text = claim.ValueKind is JsonValueKind.String or JsonValueKind.Number ? ClaimText.ReadScalar(claim) : null;
        return text is not ['+', ..] && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
    }
}
