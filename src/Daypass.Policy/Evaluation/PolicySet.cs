using Daypass.Policy.Decisions;

namespace Daypass.Policy.Evaluation;

/// <summary>Every document that bears on one request; mutable so that a server may reuse one, not thread-safe while it is being filled.</summary>
public sealed class PolicySet
{
    /// <summary>Where decisions and traces say that <see cref="ResourcePolicy"/> stands.</summary>
    internal const int ResourceDocument = 0;

    /// <summary>Where they say that <see cref="OuterResourcePolicy"/> stands.</summary>
    internal const int OuterDocument = 1;

    /// <summary>Policies of the user and its groups, or of the role.</summary>
    public IReadOnlyList<NamedPolicy> IdentityPolicies { get; set; } = [];

    /// <summary>The permissions boundary; several documents form a union. Null or empty means none.</summary>
    public IReadOnlyList<NamedPolicy>? Boundaries { get; set; }

    /// <summary>
    /// The session policies, inline and managed, which form a union. Null or empty means none: no limit for a role
    /// session, nothing granted for a GetFederationToken session.
    /// </summary>
    public IReadOnlyList<NamedPolicy>? SessionPolicies { get; set; }

    /// <summary>
    /// The scope down policies of a session that GetScopedCredentials made, first one first. Each must allow whatever else allows a request, a
    /// resource policy that names the session too. Null or empty means none.
    /// </summary>
    public IReadOnlyList<NamedPolicy>? ScopePolicies { get; set; }

    /// <summary>The policy of the resource; a trust policy (compiled as such) when the resource is a role.</summary>
    public NamedPolicy? ResourcePolicy { get; set; }

    /// <summary>The policy of what the resource is in, as a bucket's is for its objects; it counts as the resource's own. Null when there is none.</summary>
    public NamedPolicy? OuterResourcePolicy { get; set; }

    /// <summary>
    /// Service control policies by level, outermost first; null when the caller's account is in no organization or is its management account.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<NamedPolicy>>? ServiceControlLevels { get; set; }

    /// <summary>
    /// Resource control policies by level, outermost first; null when the resource's account is in no organization or is its management account.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<NamedPolicy>>? ResourceControlLevels { get; set; }

    /// <summary>Policies of the VPC endpoint the request came through; null or empty when it came through none.</summary>
    public IReadOnlyList<NamedPolicy>? EndpointPolicies { get; set; }

    /// <summary>The document a decision or a trace names, or null when it names none.</summary>
    public NamedPolicy? Find(DecisionLayer layer, int level, int document)
    {
        if (document < 0)
        {
            return null;
        }

        return layer switch
        {
            DecisionLayer.Identity => FindAt(IdentityPolicies, document),
            DecisionLayer.Boundary => FindAt(Boundaries, document),
            DecisionLayer.Session => FindAt(SessionPolicies, document),
            DecisionLayer.Scope => FindAt(ScopePolicies, level),
            DecisionLayer.Resource or DecisionLayer.Trust => document == OuterDocument ? OuterResourcePolicy : ResourcePolicy,
            DecisionLayer.ServiceControl => FindAt(FindLevel(ServiceControlLevels, level), document),
            DecisionLayer.ResourceControl => FindAt(FindLevel(ResourceControlLevels, level), document),
            DecisionLayer.Endpoint => FindAt(EndpointPolicies, document),
            _ => null,
        };
    }

    /// <summary>The document that settled a decision, or null.</summary>
    public NamedPolicy? Find(in Decision decision) => Find(decision.Layer, decision.LevelIndex, decision.DocumentIndex);

    /// <summary>Whether any of the documents reads a condition key that begins so, in a condition or a variable.</summary>
    public bool Reads(string keyPrefix) =>
        Reads(IdentityPolicies, keyPrefix) || Reads(Boundaries, keyPrefix) || Reads(SessionPolicies, keyPrefix) || Reads(ScopePolicies, keyPrefix)
        || Reads(EndpointPolicies, keyPrefix) || ResourcePolicy?.Policy.Reads(keyPrefix) == true || OuterResourcePolicy?.Policy.Reads(keyPrefix) == true
        || ReadsLevels(ServiceControlLevels, keyPrefix) || ReadsLevels(ResourceControlLevels, keyPrefix);

    /// <summary>Empties the set for its next request.</summary>
    public void Clear()
    {
        IdentityPolicies = [];
        Boundaries = null;
        SessionPolicies = null;
        ScopePolicies = null;
        ResourcePolicy = null;
        OuterResourcePolicy = null;
        ServiceControlLevels = null;
        ResourceControlLevels = null;
        EndpointPolicies = null;
    }

    private static bool ReadsLevels(IReadOnlyList<IReadOnlyList<NamedPolicy>>? levels, string keyPrefix)
    {
        for (var index = 0; index < (levels?.Count ?? 0); index++)
        {
            if (Reads(levels![index], keyPrefix))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Reads(IReadOnlyList<NamedPolicy>? policies, string keyPrefix)
    {
        for (var index = 0; index < (policies?.Count ?? 0); index++)
        {
            if (policies![index].Policy.Reads(keyPrefix))
            {
                return true;
            }
        }

        return false;
    }

    private static NamedPolicy? FindAt(IReadOnlyList<NamedPolicy>? policies, int index) =>
        policies is not null && index < policies.Count ? policies[index] : null;

    private static IReadOnlyList<NamedPolicy>? FindLevel(IReadOnlyList<IReadOnlyList<NamedPolicy>>? levels, int index) =>
        levels is not null && index >= 0 && index < levels.Count ? levels[index] : null;
}
