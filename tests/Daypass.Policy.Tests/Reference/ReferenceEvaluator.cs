using System.Text.Json;

namespace Daypass.Policy.Tests.Reference;

/// <summary>
/// The second evaluator: written from the specification's tables alone, straight over JSON, with no thought for speed.
/// It answers allowed, implicitDeny or explicitDeny, and shares no code with the engine.
/// </summary>
internal static class ReferenceEvaluator
{
    public static string Decide(ReferenceCase asked)
    {
        var caller = ReferenceCaller.Read(asked);
        var isRoleAction = asked.Action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase) && IsArnOf(asked.Resource, "iam", "role/");
        if (asked.Action.Equals("sts:GetCallerIdentity", StringComparison.OrdinalIgnoreCase) && caller.Kind is not ("anonymous" or "federated"))
        {
            return "allowed";
        }

        if (asked.Action.Equals("sts:GetSessionToken", StringComparison.OrdinalIgnoreCase) && caller.Kind is "user" or "root" && asked.Action.Length == 19)
        {
            return "allowed";
        }

        var scp = caller.IsBoundByScp ? asked.ServiceControl : [];
        JsonElement[] resource = asked.ResourcePolicy is { } policy ? [policy] : [];
        var resourceKind = isRoleAction ? "trust" : "resource";

        // Explicit deny anywhere wins.
        if (scp.Any(level => Effects(level, "scp", "Deny").Count > 0)
            || asked.ResourceControl.Any(level => Effects(level, "rcp", "Deny").Count > 0)
            || Effects(resource, resourceKind, "Deny").Count > 0
            || Effects(asked.Identity, "identity", "Deny").Count > 0
            || Effects(asked.Boundaries, "boundary", "Deny").Count > 0
            || Effects(asked.Session, "session", "Deny").Count > 0
            || Effects(asked.Scope, "session", "Deny").Count > 0
            || Effects(asked.Endpoint, "endpoint", "Deny").Count > 0)
        {
            return "explicitDeny";
        }

        if (asked.ResourceControl.Any(level => Effects(level, "rcp", "Allow").Count == 0)
            || scp.Any(level => Effects(level, "scp", "Allow").Count == 0)
            || asked.Scope.Any(scope => Effects([scope], "session", "Allow").Count == 0)
            || (asked.Endpoint.Length > 0 && Effects(asked.Endpoint, "endpoint", "Allow").Count == 0))
        {
            return "implicitDeny";
        }

        var kinds = Effects(resource, resourceKind, "Allow");
        if (caller.Kind is "anonymous" or "service" or "federated")
        {
            return kinds.Contains("DIRECT") || kinds.Contains("STAR") ? "allowed" : "implicitDeny";
        }

        var identity = caller.IsRoot || Effects(asked.Identity, "identity", "Allow").Count > 0;
        var boundary = asked.Boundaries.Length == 0 || Effects(asked.Boundaries, "boundary", "Allow").Count > 0;
        var session = asked.Session.Length == 0 ? caller.Kind != "federatedUser" : Effects(asked.Session, "session", "Allow").Count > 0;
        var ceiling = boundary && session;
        if (caller.Account != asked.ResourceAccount)
        {
            return kinds.Count > 0 && identity && ceiling ? "allowed" : "implicitDeny";
        }

        var strict = (isRoleAction && resource.Length > 0)
            || (asked.Action.StartsWith("kms:", StringComparison.OrdinalIgnoreCase) && IsArnOf(asked.Resource, "kms", "key/"));
        var allowed = kinds.Contains("STAR")
            || (kinds.Contains("DIRECT") && (caller.Kind == "user" || caller.IsSession))
            || (kinds.Contains("PARENT") && ceiling)
            || (identity && ceiling && (!strict || kinds.Contains("ACCOUNT")));
        return allowed ? "allowed" : "implicitDeny";

        HashSet<string> Effects(JsonElement[] documents, string kind, string effect) =>
            [.. documents.SelectMany(document => ReferenceStatements.Matching(document, kind, effect, asked, caller))];
    }

    private static bool IsArnOf(string resource, string service, string prefix)
    {
        var parts = resource.Split(':', 6);
        return parts.Length == 6 && parts[2] == service && parts[5].StartsWith(prefix, StringComparison.Ordinal);
    }
}
