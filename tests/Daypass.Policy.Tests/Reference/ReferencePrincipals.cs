using System.Text.Json;
using System.Text.RegularExpressions;

namespace Daypass.Policy.Tests.Reference;

/// <summary>Section 3: the table of what a principal entry matches, and how.</summary>
internal static partial class ReferencePrincipals
{
    /// <summary>The kinds of match of a whole element: any of DIRECT, PARENT, ACCOUNT, STAR.</summary>
    public static HashSet<string> Match(JsonElement element, ReferenceCaller caller, IReadOnlyDictionary<string, string>? ids)
    {
        var kinds = new HashSet<string>();
        if (element.ValueKind == JsonValueKind.String)
        {
            kinds.Add("STAR");
            return kinds;
        }

        foreach (var property in element.EnumerateObject())
        {
            foreach (var value in ReferenceJson.Texts(property.Value))
            {
                if (MatchOne(property.Name, value, caller, ids) is { } kind)
                {
                    kinds.Add(kind);
                }
            }
        }

        return kinds;
    }

    /// <summary>A NotPrincipal statement: does it apply to the caller?</summary>
    public static bool AppliesByExclusion(JsonElement element, bool deny, ReferenceCaller caller, bool hasBoundary, IReadOnlyDictionary<string, string>? ids)
    {
        var listed = Match(element, caller, ids);
        if (!deny)
        {
            return listed.Count == 0;
        }

        if (hasBoundary)
        {
            return true;
        }

        if (listed.Contains("STAR"))
        {
            return false;
        }

        string[] levels = caller.Kind switch
        {
            "root" => ["ACCOUNT"],
            "user" => ["DIRECT", "ACCOUNT"],
            "session" or "federatedUser" => ["DIRECT", "PARENT", "ACCOUNT"],
            "role" => ["PARENT", "ACCOUNT"],
            "service" or "federated" => ["DIRECT"],
            _ => ["STAR"],
        };
        return !levels.All(listed.Contains);
    }

    private static string? MatchOne(string type, string value, ReferenceCaller caller, IReadOnlyDictionary<string, string>? ids) => type switch
    {
        "Service" => caller.Kind == "service" && caller.Text == value ? "DIRECT" : null,
        "Federated" => caller.Kind == "federated" && caller.Text == value ? "DIRECT" : null,
        "AWS" => MatchAws(ids is not null && ids.TryGetValue(value, out var id) ? id : value, caller),
        _ => null,
    };

    private static string? MatchAws(string value, ReferenceCaller caller)
    {
        if (value == "*")
        {
            return caller.Kind == "federated" ? null : "STAR";
        }

        if (UniqueId().IsMatch(value))
        {
            return caller.Kind == "user" && caller.UniqueId == value ? "DIRECT"
                : caller.Kind is "session" or "federatedUser" or "role" && caller.IssuerUniqueId == value ? "PARENT"
                : null;
        }

        if (TwelveDigits().IsMatch(value))
        {
            return caller.Account == value ? "ACCOUNT" : null;
        }

        var parts = value.Split(':', 6);
        if (parts.Length < 6)
        {
            return null;
        }

        var path = parts[5].Split('/');
        return path[0] switch
        {
            "root" when parts[5] == "root" => caller.Account == parts[4] && parts[4].Length > 0 ? "ACCOUNT" : null,
            "user" => caller.Kind == "user" && caller.Text == value ? "DIRECT"
                : caller.Kind == "federatedUser" && caller.Issuer == value ? "PARENT" : null,
            "role" => caller.Kind is "session" or "role" && IsRole(value, parts, caller) ? "PARENT" : null,
            "assumed-role" => caller.Kind == "session" && IsSession(path, parts, caller) ? "DIRECT" : null,
            "federated-user" => caller.Kind == "federatedUser" && caller.Text == value ? "DIRECT" : null,
            _ => null,
        };
    }

    private static bool IsRole(string value, string[] parts, ReferenceCaller caller)
    {
        var name = value.Split('/')[^1];
        var known = caller.Kind == "role" ? caller.Text : caller.Issuer;
        if (known is not null)
        {
            var knownName = known.Split('/')[^1];
            return known[..^knownName.Length] == value[..^name.Length] && SameName(knownName, name);
        }

        return caller.Account == parts[4] && SameName(caller.Text.Split(':', 6)[5].Split('/')[1], name);
    }

    private static bool IsSession(string[] path, string[] parts, ReferenceCaller caller)
    {
        var own = caller.Text.Split(':', 6)[5].Split('/');
        return caller.Account == parts[4] && path.Length == 3 && own.Length == 3 && SameName(own[1], path[1]) && own[2] == path[2];
    }

    private static bool SameName(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(AIDA|AROA)[A-Z0-9]{12,}$")]
    private static partial Regex UniqueId();

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex TwelveDigits();
}
