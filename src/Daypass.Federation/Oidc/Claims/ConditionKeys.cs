using System.Text.Json;

namespace Daypass.Federation.Oidc.Claims;

/// <summary>Turns a verified token's claims into condition keys.</summary>
internal static class ConditionKeys
{
    private const string OwnNamespace = "https://aws.amazon.com/";

    // A single-label host of one of these names would put a stranger's claims where policies look for what this service says itself.
    private static readonly string[] ReservedPrefixes = ["aws", "iam", "saml", "sts"];

    /// <summary>True when keys of this issuer, given without scheme, could be taken for the service's own.</summary>
    internal static bool IsReserved(string issuer)
    {
        var first = issuer.AsSpan();
        first = first.IndexOfAny(":/") is var end and >= 0 ? first[..end] : first;
        foreach (var prefix in ReservedPrefixes)
        {
            if (first.Equals(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The keys of the trust policy and those that stay with the session.</summary>
    internal static (IReadOnlyDictionary<string, IReadOnlyList<string>> Trust, IReadOnlyDictionary<string, IReadOnlyList<string>> Session) Of(
        JsonElement claims, string issuer, string subject, AudienceClaims audience)
    {
        var trust = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var session = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var prefix = (issuer.StartsWith("https://", StringComparison.Ordinal) ? issuer["https://".Length..] : issuer) + ":";
        if (IsReserved(prefix))
        {
            return (trust, session);
        }

        AddIssuersOwn(claims, prefix, trust);

        // After the rest, so that no claim of one of these names can stand in for them; "oaud" and "OAUD" are one key.
        Set("aud", [audience.Audience], trust, session);
        Set("oaud", audience.All, trust);
        Set("sub", [subject], trust, session);
        if (claims.TryGetProperty("amr", out var methods) && ClaimText.OfList(methods) is { } listed)
        {
            Set("amr", listed, trust, session);
        }

        if (claims.TryGetProperty("id", out var id) && ClaimText.OfScalar(id) is { } identifier && trust.ContainsKey(prefix + "id"))
        {
            Set("id", [identifier], trust, session);
        }

        return (trust, session);

        void Set(string name, IReadOnlyList<string> values, params ReadOnlySpan<Dictionary<string, IReadOnlyList<string>>> targets)
        {
            foreach (var target in targets)
            {
                target[prefix + name] = values;
            }
        }
    }

    private static void AddIssuersOwn(JsonElement claims, string prefix, Dictionary<string, IReadOnlyList<string>> trust)
    {
        if (IssuerClaims.Of(prefix[..^1]) is { } listed)
        {
            foreach (var name in listed)
            {
                if (Find(claims, name) is { } values)
                {
                    trust[prefix + name] = values;
                }
            }

            if (claims.TryGetProperty("email", out var email) && ClaimText.OfScalar(email) is { } address)
            {
                trust[prefix + "email"] = [address];
            }

            return;
        }

        var ambiguous = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var claim in claims.EnumerateObject())
        {
            if (claim.Name.Length > 0 && !claim.Name.StartsWith(OwnNamespace, StringComparison.OrdinalIgnoreCase)
                && ClaimText.OfList(claim.Value) is { } values && !trust.TryAdd(prefix + claim.Name, values))
            {
                ambiguous.Add(prefix + claim.Name);
            }
        }

        // Condition keys ignore case, claim names do not: of two claims that would be one key neither is believed.
        foreach (var key in ambiguous)
        {
            trust.Remove(key);
        }
    }

    // A slash in AWS's key name is either part of the claim's name or a step into an object; a colon is how Google writes it.
    private static IReadOnlyList<string>? Find(JsonElement claims, string name)
    {
        if (claims.TryGetProperty(name, out var claim))
        {
            return ClaimText.OfList(claim);
        }

        var slash = name.IndexOf('/');
        if (slash < 0)
        {
            return null;
        }

        return claims.TryGetProperty(string.Concat(name.AsSpan(0, slash), ":", name.AsSpan(slash + 1)), out claim)
            || (claims.TryGetProperty(name[..slash], out var outer) && outer.ValueKind == JsonValueKind.Object && outer.TryGetProperty(name[(slash + 1)..], out claim))
            ? ClaimText.OfList(claim)
            : null;
    }
}
