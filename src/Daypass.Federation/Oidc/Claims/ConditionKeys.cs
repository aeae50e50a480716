using System.Text.Json;
using Daypass.Core.Sessions;
using Daypass.Federation.Oidc.Providers;

namespace Daypass.Federation.Oidc.Claims;

/// <summary>Turns a verified token's claims into condition keys.</summary>
internal static class ConditionKeys
{
    private const string OwnNamespace = "https://aws.amazon.com/";

    /// <summary>aud, oaud, sub and amr.</summary>
    private const int OwnKeys = 4;

    /// <summary>The keys of the trust policy and those that stay with the session.</summary>
    internal static (SessionKey[] Trust, SessionKey[] Session) Create(JsonElement claims, string issuer, string subject, AudienceClaims audience)
    {
        var prefix = OidcProviderUrl.WithoutScheme(issuer) + ":";
        if (OidcProviderUrl.IsReserved(prefix))
        {
            return ([], []);
        }

        var trust = CreateIssuerKeys(claims, prefix);
        var session = new List<SessionKey>(4);

        // After the rest, so that no claim of one of these names can stand in for them; "oaud" and "OAUD" are one key.
        Set(SessionKey.Single(prefix + "aud", audience.Audience), stays: true);
        Set(new SessionKey(prefix + "oaud", audience.All), stays: false);
        Set(SessionKey.Single(prefix + "sub", subject), stays: true);
        if (claims.TryGetProperty("amr"u8, out var methods) && ClaimText.ReadList(methods) is { } listed)
        {
            Set(new SessionKey(prefix + "amr", listed), stays: true);
        }

        if (trust.TryGetValue(prefix + "id", out var id))
        {
            session.Add(id);
        }

        return ([.. trust.Values], [.. session]);

        void Set(SessionKey key, bool stays)
        {
            trust[key.Name] = key;
            if (stays)
            {
                session.Add(key);
            }
        }
    }

    private static Dictionary<string, SessionKey> CreateIssuerKeys(JsonElement claims, string prefix)
    {
        var keys = new Dictionary<string, SessionKey>(claims.GetPropertyCount() + OwnKeys, StringComparer.OrdinalIgnoreCase);
        if (IssuerClaims.Find(prefix[..^1]) is { } listed)
        {
            foreach (var name in listed)
            {
                if (FindClaim(claims, name) is { } claim && CreateKey(prefix + name, claim) is { } key)
                {
                    keys[key.Name] = key;
                }
            }

            return keys;
        }

        List<string>? ambiguous = null;
        foreach (var claim in claims.EnumerateObject())
        {
            var name = claim.Name;
            if (name.Length > 0 && !name.StartsWith(OwnNamespace, StringComparison.OrdinalIgnoreCase) && !BeginsWithPort(name)
                && CreateKey(prefix + name, claim.Value) is { } key && !keys.TryAdd(key.Name, key))
            {
                (ambiguous ??= []).Add(key.Name);
            }
        }

        // Condition keys ignore case, claim names do not: of two claims that would be one key neither is believed.
        foreach (var name in ambiguous ?? [])
        {
            keys.Remove(name);
        }

        return keys;
    }

    // A claim "8443:sub" of https://idp would be the key that is the subject of https://idp:8443.
    private static bool BeginsWithPort(string name) => name.IndexOf(':') is var colon and > 0 && !name.AsSpan(0, colon).ContainsAnyExceptInRange('0', '9');

    private static SessionKey? CreateKey(string name, JsonElement claim) => claim.ValueKind == JsonValueKind.Array
        ? ClaimText.ReadList(claim) is { } values ? new SessionKey(name, values) : null
        : ClaimText.ReadScalar(claim) is { } value ? SessionKey.Single(name, value) : null;

    // A slash in AWS's key name is either part of the claim's name or a step into an object; a colon is how Google writes it.
    private static JsonElement? FindClaim(JsonElement claims, string name)
    {
        if (claims.TryGetProperty(name, out var claim))
        {
            return claim;
        }

        var slash = name.IndexOf('/');
        if (slash < 0)
        {
            return null;
        }

        return claims.TryGetProperty(string.Concat(name.AsSpan(0, slash), ":", name.AsSpan(slash + 1)), out claim)
            || (claims.TryGetProperty(name[..slash], out var outer) && outer.ValueKind == JsonValueKind.Object
                && outer.TryGetProperty(name[(slash + 1)..], out claim))
            ? claim
            : null;
    }
}
