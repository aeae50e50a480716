namespace Daypass.Policy.Evaluation;

/// <summary>What the request itself says about how its policies combine.</summary>
internal static class Question
{
    /// <summary>True for the two operations no policy can refuse: GetCallerIdentity for whoever is authenticated, GetSessionToken for a user or root.</summary>
    public static bool IsBeyondPolicies(AuthorizationRequest request)
    {
        if (!request.Service.SequenceEqual("sts"))
        {
            return false;
        }

        var kind = request.Principal.Kind;
        return request.ActionName is "getcalleridentity"
            ? kind is not (PrincipalKind.AnonymousCaller or PrincipalKind.Federated)
            : request.ActionName is "getsessiontoken" && kind is (PrincipalKind.User or PrincipalKind.Root);
    }

    /// <summary>True for an STS action on a role: its resource policy is the role's trust policy.</summary>
    public static bool IsOnRole(AuthorizationRequest request) =>
        request.Service.SequenceEqual("sts") && IsResource(request, "iam", "role/");

    /// <summary>True where an account's identity policies count only if the resource policy trusts the account: roles and KMS keys.</summary>
    public static bool NeedsAccountTrust(AuthorizationRequest request, NamedPolicy? resourcePolicy) =>
        (resourcePolicy is not null && (resourcePolicy.Policy.Kind == PolicyKind.Trust || IsOnRole(request)))
        || (request.Service.SequenceEqual("kms") && IsResource(request, "kms", "key/"));

    /// <summary>True when caller and resource belong to one account; a resource of no known account is taken for the caller's own.</summary>
    public static bool IsSameAccount(AuthorizationRequest request)
    {
        ReadOnlySpan<char> owner = request.ResourceAccount;
        if (owner.IsEmpty && request.ResourceParts.IsWhole)
        {
            owner = request.ResourceParts.Part(request.Resource, 4);
        }

        return owner.IsEmpty || owner.SequenceEqual(request.Principal.Account);
    }

    /// <summary>The layer a resource policy is reported as.</summary>
    public static DecisionLayer ResourceLayer(AuthorizationRequest request, NamedPolicy? resourcePolicy) =>
        resourcePolicy?.Policy.Kind == PolicyKind.Trust || IsOnRole(request) ? DecisionLayer.Trust : DecisionLayer.Resource;

    private static bool IsResource(AuthorizationRequest request, string service, string prefix) =>
        request.ResourceParts.IsWhole
        && request.ResourceParts.Part(request.Resource, 2).SequenceEqual(service)
        && request.ResourceParts.Part(request.Resource, 5).StartsWith(prefix, StringComparison.Ordinal);
}
