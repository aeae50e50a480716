using Daypass.Core.Sessions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Iam.Simulation;

/// <summary>Reads the documents of a request for simulation, and says what is wrong with one as AWS does.</summary>
internal static class SimulationDocuments
{
    /// <summary>Identity policies.</summary>
    public static Result<List<NamedPolicy>> Policies(IReadOnlyList<string> documents) =>
        Compile(documents, PolicyKind.Identity, "PolicyInputList", "Policy input list");

    /// <summary>The permissions boundary, of which there is one at most.</summary>
    public static Result<List<NamedPolicy>> Boundary(IReadOnlyList<string> documents) =>
        documents.Count > 1
            ? IamErrors.InvalidInput("The list of Permissions Boundary policies cannot exceed 1 items.")
            : Compile(documents, PolicyKind.Boundary, "PermissionsBoundaryPolicyInputList", "Permissions boundary policy input list");

    /// <summary>Session policies.</summary>
    public static Result<List<NamedPolicy>> Session(IReadOnlyList<string> documents) =>
        Compile(documents, PolicyKind.Session, "SessionPolicyInputList", "Session policy input list");

    /// <summary>Scope down policies, of which a session has three at most.</summary>
    public static Result<List<NamedPolicy>> Scopes(IReadOnlyList<string> documents) =>
        documents.Count > SessionScope.MostPolicies
            ? IamErrors.InvalidInput($"The list of scope down policies cannot exceed {SessionScope.MostPolicies} items.")
            : Compile(documents, PolicyKind.Session, "ScopePolicyInputList", "Scope policy input list");

    /// <summary>The policy of the resource; the one of a role is its trust policy.</summary>
    public static Result<NamedPolicy?> Resource(string? resource, string? trust)
    {
        if (resource is not null && trust is not null)
        {
            return IamErrors.InvalidInput("A resource has a ResourcePolicy or, as a role, a TrustPolicy; not both.");
        }

        var (document, kind, label) = trust is null ? (resource, PolicyKind.Resource, "ResourcePolicy") : (trust, PolicyKind.Trust, "TrustPolicy");
        if (document is null)
        {
            return (NamedPolicy?)null;
        }

        var policy = Compile(document, kind, label, label);
        return policy.Succeeded ? policy.Value : policy.Error;
    }

    /// <summary>The control policies of each level of an organization; null when there is no level.</summary>
    public static Result<List<IReadOnlyList<NamedPolicy>>?> ControlLevels(IReadOnlyList<OrderedOrganizationPolicy> levels)
    {
        if (levels.Count == 0)
        {
            return (List<IReadOnlyList<NamedPolicy>>?)null;
        }

        var compiled = new List<IReadOnlyList<NamedPolicy>>(levels.Count);
        for (var level = 0; level < levels.Count; level++)
        {
            var documents = levels[level].ServiceControlPolicyInputList;
            if (documents.Count == 0)
            {
                return IamErrors.InvalidInput($"Organization policy at index {level + 1} must contain at least one service control policy");
            }

            var named = $"OrderedOrganizationPolicyInputList.{level + 1}.ServiceControlPolicyInputList";
            var policies = Compile(documents, PolicyKind.ServiceControl, named, $"Organization policy at index {level + 1}");
            if (!policies.Succeeded)
            {
                return policies.Error;
            }

            compiled.Add(policies.Value);
        }

        return compiled;
    }

    private static Result<List<NamedPolicy>> Compile(IReadOnlyList<string> documents, PolicyKind kind, string parameter, string list)
    {
        var compiled = new List<NamedPolicy>(documents.Count);
        for (var index = 0; index < documents.Count; index++)
        {
            var policy = Compile(documents[index], kind, $"{parameter}.{index + 1}", $"{list} item {index + 1}");
            if (!policy.Succeeded)
            {
                return policy.Error;
            }

            compiled.Add(policy.Value);
        }

        return compiled;
    }

    private static Result<NamedPolicy> Compile(string document, PolicyKind kind, string label, string called)
    {
        if (!CompiledPolicy.TryCompileSimulated(document, kind, out var policy, out _))
        {
            return IamErrors.InvalidInput($"{called} has invalid content");
        }

        // A condition nothing fulfils would make a Deny with a misspelt operator look as if it were not there.
        return policy.FindUnknownOperator() is { } unknown
            ? IamErrors.InvalidInput($"{called} has invalid content: {unknown.Detail}")
            : new NamedPolicy(label, policy);
    }
}
