using System.Text.Json;
using Daypass.Federation.Oidc.Providers;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Claims;

/// <summary>For whom a token was made: <c>azp</c> decides when there is one, else the single <c>aud</c>, as AWS does (docs/aws-behaviour.md).</summary>
/// <param name="Audience">What the provider's client ids are compared with.</param>
/// <param name="All">The <c>aud</c> values.</param>
internal sealed record AudienceClaims(string Audience, IReadOnlyList<string> All)
{
    internal static Result<AudienceClaims> Validate(JsonElement claims, OidcIssuer provider)
    {
        var claim = claims.GetProperty("aud"u8);
        var all = claim.ValueKind == JsonValueKind.String ? [claim.GetString()!] : ClaimText.ReadStrings(claim);
        if (all is null)
        {
            return FederationErrors.NotValidated(Reasons.TokenAudienceKind.Text);
        }

        if (all.Count == 0)
        {
            return FederationErrors.InvalidIdentityToken("Claim is not allowed to be empty: aud", Reasons.TokenAudienceEmpty.Text);
        }

        string audience;
        if (claims.TryGetProperty("azp"u8, out var party))
        {
            if (party.ValueKind != JsonValueKind.String || party.GetString() is not { Length: > 0 } authorized)
            {
                return FederationErrors.NotValidated(Reasons.TokenAuthorizedPartyNotText.Text);
            }

            audience = authorized;
        }
        else if (all.Count > 1)
        {
            return FederationErrors.InvalidIdentityToken(
                "Token audience contains more than one audience while authorized party is not present", Reasons.TokenAudienceAmbiguous.Text);
        }
        else
        {
            audience = all[0];
        }

        if (!IsRegistered(provider, audience))
        {
            return FederationErrors.NotValidated(Reasons.TokenAudienceNotRegistered.With("audience not registered: " + PrintableText.Sanitize(audience)));
        }

        return !provider.RequireRegisteredAudience || AnyRegistered(provider, all)
            ? new AudienceClaims(audience, all)
            : FederationErrors.NotValidated(Reasons.TokenAudienceOnlyAsParty.Text);
    }

    private static bool AnyRegistered(OidcIssuer provider, List<string> audiences)
    {
        foreach (var audience in audiences)
        {
            if (IsRegistered(provider, audience))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRegistered(OidcIssuer provider, string audience)
    {
        foreach (var client in provider.ClientIds)
        {
            if (client == audience)
            {
                return true;
            }
        }

        return false;
    }
}
