using System.Text.Json;
using Daypass.Core.Sessions;
using Daypass.Federation.Oidc.Providers;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Claims;

/// <summary>The claims that a provider's context provider has stay with sessions.</summary>
internal static class ContextClaims
{
    /// <summary>What stays; no identity when the provider has no context provider.</summary>
    internal static AwsError? Read(JsonElement claims, OidcIssuer provider, out PropagatedIdentity? identity)
    {
        identity = null;
        if (provider.ContextProvider is not { } wanted)
        {
            return null;
        }

        identity = ContextMapping.Read(
            wanted, key => Find(claims, key), OidcProviderUrl.WithoutScheme(provider.Url), provider.Arn, out var fault);
        return identity is null
            ? FederationErrors.ContextClaimInvalid(fault, Reasons.TokenContextClaimInvalid.With("the claim " + PrintableText.Sanitize(fault)))
            : null;
    }

    // A claim of exactly this name, or else a slash is a step into an object, as in act/sub.
    private static ContextValue Find(JsonElement claims, string key)
    {
        if (claims.TryGetProperty(key, out var claim))
        {
            return ValueOf(claim);
        }

        // Of actors that cannot be read, or are too many, none is believed.
        if (key.StartsWith("act/", StringComparison.Ordinal) && !ActorClaims.TryRead(claims, "act"u8, out _))
        {
            return ContextValue.Of(null);
        }

        var inner = claims;
        foreach (var step in key.AsSpan().Split('/'))
        {
            if (inner.ValueKind != JsonValueKind.Object || !inner.TryGetProperty(key.AsSpan(step), out inner))
            {
                return ContextValue.Missing;
            }
        }

        return ValueOf(inner);
    }

    private static ContextValue ValueOf(JsonElement claim) =>
        claim.ValueKind == JsonValueKind.Null ? ContextValue.Missing : ContextValue.Of(ClaimText.ReadScalar(claim));
}
