using System.Text.Json;
using Daypass.Core.Identity;

namespace Daypass.Federation.Oidc.Claims;

/// <summary>Reads who acts, or may act, for the subject of a token (RFC 8693, sections 4.1 and 4.4).</summary>
internal static class ActorClaims
{
    private const int Longest = 256;

    /// <summary>The actor of a claim, null when there is none; false when it cannot be read or there are too many.</summary>
    internal static bool TryRead(JsonElement claims, ReadOnlySpan<byte> name, out Actor? actor)
    {
        actor = null;
        return !claims.TryGetProperty(name, out var claim) || TryRead(claim, 1, out actor);
    }

    private static bool TryRead(JsonElement claim, int depth, out Actor? actor)
    {
        actor = null;
        Actor? behind = null;
        if (depth > Actor.Most || claim.ValueKind != JsonValueKind.Object || !claim.TryGetProperty("sub"u8, out var sub) || Text(sub) is not { } subject)
        {
            return false;
        }

        string? issuer = null;
        if ((claim.TryGetProperty("iss"u8, out var iss) && (issuer = Text(iss)) is null)
            || (claim.TryGetProperty("act"u8, out var before) && !TryRead(before, depth + 1, out behind)))
        {
            return false;
        }

        actor = new Actor(subject, issuer, behind);
        return true;
    }

    private static string? Text(JsonElement claim) =>
        claim.ValueKind == JsonValueKind.String && claim.GetString() is { Length: > 0 and <= Longest } text ? text : null;
}
