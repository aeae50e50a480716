using Daypass.Core.Directory;
using Daypass.Policy.Evaluation;
using Daypass.Protocol;

namespace Daypass.Iam.Policies;

/// <summary>A user, group or role by its ARN, with what gives it its permissions.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Grants">Its own policies.</param>
internal sealed record PolicyHolder(EntityKind Kind, string Name, string Arn, Grants Grants)
{
    /// <summary>The user, when it is one.</summary>
    public User? User { get; init; }

    /// <summary>The role, when it is one.</summary>
    public Role? Role { get; init; }
}

/// <summary>A policy that somebody holds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">The ARN of a managed one; null for an inline one.</param>
/// <param name="HolderKind">What holds it: the principal itself, or one of a user's groups.</param>
/// <param name="HolderName">The holder's name.</param>
/// <param name="Document">The document.</param>
/// <param name="Compiled">The document, compiled.</param>
internal sealed record HeldPolicy(string Name, string? Arn, EntityKind HolderKind, string HolderName, string Document, CompiledPolicy Compiled);

/// <summary>Finds all that gives a principal its permissions.</summary>
internal static class PolicyHolders
{
    /// <summary>Every policy that counts for it, a user's groups' included.</summary>
    public static async ValueTask<List<HeldPolicy>> PoliciesOf(IamServices iam, PolicyHolder holder, OperationContext context)
    {
        var policies = new List<HeldPolicy>();
        await Add(iam, policies, holder.Kind, holder.Name, holder.Grants, context);
        if (holder.User is { } user)
        {
            foreach (var group in await iam.Store.GroupsOf(user, context.Cancelled))
            {
                await Add(iam, policies, EntityKind.Group, group.Name, group.Grants, context);
            }
        }

        return policies;
    }

    /// <summary>The document of a managed policy that is in force, or null when the policy is gone.</summary>
    public static async ValueTask<string?> DocumentOf(IamServices iam, string arn, OperationContext context) =>
        await ManagedPolicies.Find(iam.Store, iam.Arns, Arn.Parse(arn), context.Cancelled) is { } policy
            ? policy.Versions.First(version => version.Number == policy.DefaultVersion).Document
            : null;

    /// <summary>Each policy once: a managed one that a user has twice, by itself and by a group, is one policy.</summary>
    public static IEnumerable<HeldPolicy> Once(IEnumerable<HeldPolicy> policies) =>
        policies.DistinctBy(static policy => policy.Arn ?? $"{policy.HolderKind}/{policy.HolderName}/{policy.Name}");

    /// <summary>The permissions boundary; null when there is none, and nothing is allowed when it is gone.</summary>
    public static async ValueTask<IReadOnlyList<NamedPolicy>?> BoundaryOf(IamServices iam, PolicyHolder holder, OperationContext context)
    {
        if (holder.Grants.Boundary is not { } arn)
        {
            return null;
        }

        return await DocumentOf(iam, arn, context) is { } document
            ? [CompiledDocuments.Managed(document, arn)]
            : [CompiledDocuments.NothingAllowed(arn)];
    }

    private static async ValueTask Add(IamServices iam, List<HeldPolicy> policies, EntityKind kind, string name, Grants grants, OperationContext context)
    {
        foreach (var inline in grants.Inline)
        {
            policies.Add(new HeldPolicy(inline.Name, null, kind, name, inline.Document, CompiledDocuments.Managed(inline.Document, inline.Name).Policy));
        }

        foreach (var arn in grants.Attached)
        {
            if (await DocumentOf(iam, arn, context) is { } document)
            {
                policies.Add(new HeldPolicy(Arn.Parse(arn).ResourceName.ToString(), arn, kind, name, document,
                    CompiledDocuments.Managed(document, arn).Policy));
            }
        }
    }
}
