using Daypass.Policy.Decisions;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;

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

    /// <summary>
    /// True when caller and resource belong to one account. An owner that was not given is read from the ARN; a lone
    /// star without an owner is the caller's own, every other resource without one is nobody's.
    /// </summary>
    public static bool IsSameAccount(AuthorizationRequest request)
    {
        var caller = request.Principal.Account;
        if (request.ResourceAccount is { } owner)
        {
            return owner == caller;
        }

        return request.ResourceParts.IsWhole
            ? request.ResourceParts.Part(request.Resource, 4).SequenceEqual(caller)
            : request.Resource == "*";
    }

    /// <summary>The layer a resource policy is reported as.</summary>
    public static DecisionLayer ResourceLayer(AuthorizationRequest request, NamedPolicy? resourcePolicy) =>
        resourcePolicy?.Policy.Kind == PolicyKind.Trust || IsOnRole(request) ? DecisionLayer.Trust : DecisionLayer.Resource;

    private static bool IsResource(AuthorizationRequest request, string service, string prefix) =>
        request.ResourceParts.IsWhole
        && request.ResourceParts.Part(request.Resource, 2).SequenceEqual(service)
        && request.ResourceParts.Part(request.Resource, 5).StartsWith(prefix, StringComparison.Ordinal);
}
