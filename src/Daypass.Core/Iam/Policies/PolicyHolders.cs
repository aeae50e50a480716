using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Iam.Groups;
using Daypass.Core.Iam.Records;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Policy.Evaluation;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Iam.Policies;

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

/// <summary>Finds principals by their ARNs, and all that gives them permissions.</summary>
internal static class PolicyHolders
{
    /// <summary>The user, group or role of the caller's account with this ARN.</summary>
    public static async ValueTask<Result<PolicyHolder>> Find(IamParts iam, string text, OperationContext context)
    {
        if (!Arn.TryParse(text, out var arn))
        {
            return IamErrors.UnreadableArn;
        }

        if (!arn.Service.SequenceEqual("iam") || arn.ResourceType is not ("user" or "group" or "role"))
        {
            return IamErrors.InvalidInput($"ARN {text} is not valid.");
        }

        var name = arn.ResourceName.ToString();
        var found = arn.Account.SequenceEqual(context.Caller.Account) ? await Load(iam, arn.ResourceType.ToString(), name, context) : null;
        return found is not null && found.Arn == text ? found : EntityWords.Unknown(KindOf(arn.ResourceType), name);
    }

    /// <summary>Every policy that counts for it, a user's groups' included.</summary>
    public static async ValueTask<List<HeldPolicy>> PoliciesOf(IamParts iam, PolicyHolder holder, OperationContext context)
    {
        var policies = new List<HeldPolicy>();
        await Add(iam, policies, holder.Kind, holder.Name, holder.Grants, context);
        if (holder.User is { } user)
        {
            foreach (var group in await Membership.GroupsOf(iam.Store, user, context.Cancelled))
            {
                await Add(iam, policies, EntityKind.Group, group.Name, group.Grants, context);
            }
        }

        return policies;
    }

    /// <summary>The document of a managed policy that is in force, or null when the policy is gone.</summary>
    public static async ValueTask<string?> DocumentOf(IamParts iam, string arn, OperationContext context) =>
        await ManagedPolicies.Find(iam.Store, iam.Arns, Arn.Parse(arn), context.Cancelled) is { } policy
            ? policy.Versions.First(version => version.Number == policy.DefaultVersion).Document
            : null;

    private static async ValueTask<PolicyHolder?> Load(IamParts iam, string type, string name, OperationContext context)
    {
        var (store, account, cancelled) = (iam.Store, context.Caller.Account, context.Cancelled);
        return type switch
        {
            "user" => await store.Find<User>(account, name, cancelled) is { } user ? new PolicyHolder(EntityKind.User, user.Name, iam.Arns.Of(user), user.Grants) { User = user } : null,
            "group" => await store.Find<Group>(account, name, cancelled) is { } group ? new PolicyHolder(EntityKind.Group, group.Name, iam.Arns.Of(group), group.Grants) : null,
            _ => await store.Find<Role>(account, name, cancelled) is { } role ? new PolicyHolder(EntityKind.Role, role.Name, iam.Arns.Of(role), role.Grants) { Role = role } : null,
        };
    }

    private static EntityKind KindOf(ReadOnlySpan<char> type) => type switch
    {
        "user" => EntityKind.User,
        "group" => EntityKind.Group,
        _ => EntityKind.Role,
    };

    private static async ValueTask Add(IamParts iam, List<HeldPolicy> policies, EntityKind kind, string name, Grants grants, OperationContext context)
    {
        foreach (var inline in grants.Inline)
        {
            policies.Add(new HeldPolicy(inline.Name, null, kind, name, inline.Document, CompiledDocuments.Managed(inline.Document, inline.Name).Policy));
        }

        foreach (var arn in grants.Attached)
        {
            if (await DocumentOf(iam, arn, context) is { } document)
            {
                policies.Add(new HeldPolicy(Arn.Parse(arn).ResourceName.ToString(), arn, kind, name, document, CompiledDocuments.Managed(document, arn).Policy));
            }
        }
    }
}
