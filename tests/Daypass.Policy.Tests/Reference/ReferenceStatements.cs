using System.Text.Json;

namespace Daypass.Policy.Tests.Reference;

/// <summary>Sections 1 to 4: which statements of a document match, and how each names the caller.</summary>
internal static class ReferenceStatements
{
    /// <summary>The match kinds of all matching statements of one effect; statements without principals count as STAR.</summary>
    public static IEnumerable<string> Matching(JsonElement document, string kind, string effect, ReferenceCase asked, ReferenceCaller caller)
    {
        var variables = document.TryGetProperty("Version", out var version) && version.GetString() == "2012-10-17";
        foreach (var statement in ReferenceJson.Items(document.GetProperty("Statement")))
        {
            if (statement.GetProperty("Effect").GetString() != effect
                || !IsAction(statement, asked.Action)
                || !IsResource(statement, kind, variables, asked)
                || (statement.TryGetProperty("Condition", out var condition) && !ReferenceConditions.Hold(condition, variables, effect == "Deny", asked)))
            {
                continue;
            }

            foreach (var match in Principals(statement, kind, effect == "Deny", asked, caller))
            {
                yield return match;
            }
        }
    }

    private static HashSet<string> Principals(JsonElement statement, string kind, bool deny, ReferenceCase asked, ReferenceCaller caller)
    {
        var ids = kind is "trust" or "resource" ? asked.PrincipalIds : null;
        if (kind is "identity" or "boundary" or "session" or "scp")
        {
            return ["STAR"];
        }

        if (statement.TryGetProperty("Principal", out var principal))
        {
            return ReferencePrincipals.Match(principal, caller, ids);
        }

        if (statement.TryGetProperty("NotPrincipal", out var excluded))
        {
            return ReferencePrincipals.AppliesByExclusion(excluded, deny, caller, asked.Boundaries.Length > 0, ids) ? ["STAR"] : [];
        }

        return kind is "rcp" or "endpoint" ? ["STAR"] : [];
    }

    private static bool IsAction(JsonElement statement, string action) =>
        statement.TryGetProperty("Action", out var included) ? ReferenceJson.Texts(included).Any(pattern => IsOneAction(pattern, action))
        : statement.TryGetProperty("NotAction", out var excluded) && !ReferenceJson.Texts(excluded).Any(pattern => IsOneAction(pattern, action));

    private static bool IsOneAction(string pattern, string action)
    {
        if (pattern == "*")
        {
            return true;
        }

        var want = pattern.Split(':', 2);
        var have = action.Split(':', 2);
        return want.Length == 2 && have.Length == 2
            && !ReferenceText.HasWildcard(want[0])
            && want[0].Equals(have[0], StringComparison.OrdinalIgnoreCase)
            && ReferenceText.Matches(ReferenceText.Wild(want[1].ToLowerInvariant()), have[1].ToLowerInvariant());
    }

    private static bool IsResource(JsonElement statement, string kind, bool variables, ReferenceCase asked)
    {
        if (statement.TryGetProperty("Resource", out var included))
        {
            return ReferenceJson.Texts(included).Any(pattern => IsOneResource(pattern, kind, variables, asked));
        }

        return statement.TryGetProperty("NotResource", out var excluded)
            ? !ReferenceJson.Texts(excluded).Any(pattern => IsOneResource(pattern, kind, variables, asked))
            : kind is "trust" or "resource" or "endpoint";
    }

    private static bool IsOneResource(string pattern, string kind, bool variables, ReferenceCase asked)
    {
        if (pattern == "*")
        {
            return true;
        }

        var want = pattern.Split(':', 6).ToList();
        var have = asked.Resource.Split(':', 6);
        if (have.Length < 6)
        {
            return false;
        }

        if (want.Count < 6 && (kind == "rcp" || (kind is not ("identity" or "boundary" or "session") && !ReferenceText.HasWildcard(pattern))))
        {
            return false;
        }

        while (want.Count < 6)
        {
            want.Add("*");
        }

        for (var i = 0; i < 5; i++)
        {
            if (!ReferenceText.Matches(ReferenceText.Wild(want[i].ToUpperInvariant()), have[i].ToUpperInvariant()))
            {
                return false;
            }
        }

        return ReferenceText.Fill(want[5], variables, wildcards: true, asked.Context) is { } rest && ReferenceText.Matches(rest, have[5]);
    }
}
