using Daypass.Core.Entities;
using Daypass.Policy.Evaluation;
using Daypass.Protocol;

namespace Daypass.Core.Directory;

/// <summary>What a principal's own documents allow it, put together once and shared by its requests.</summary>
/// <param name="Identity">Inline and managed policies, the groups' included.</param>
/// <param name="Boundary">The permissions boundary, or null.</param>
public sealed record PrincipalPolicies(IReadOnlyList<NamedPolicy> Identity, IReadOnlyList<NamedPolicy>? Boundary);

/// <summary>Policies of a user, group or role as the hot path needs them: inline ones compiled, managed ones by ARN.</summary>
public abstract class GrantsEntry
{
    private Assembled? _assembled;

    private protected GrantsEntry(Grants grants, IReadOnlyList<NamedPolicy> inline) => (Grants, Inline) = (grants, inline);

    /// <summary>The policies as stored.</summary>
    public Grants Grants { get; }

    /// <summary>The inline policies, compiled.</summary>
    public IReadOnlyList<NamedPolicy> Inline { get; }

    /// <summary>The policies put together at this generation of the directory, or null.</summary>
    internal PrincipalPolicies? PoliciesAt(long generation)
    {
        var now = Volatile.Read(ref _assembled);
        return now is not null && now.Generation == generation ? now.Policies : null;
    }

    internal void Keep(long generation, PrincipalPolicies policies) => Volatile.Write(ref _assembled, new Assembled(generation, policies));

    private sealed record Assembled(long Generation, PrincipalPolicies Policies);
}

/// <summary>A role ready to be assumed and to act.</summary>
public sealed class RoleEntry(Role role, string arn, NamedPolicy trust, IReadOnlyList<NamedPolicy> inline) : GrantsEntry(role.Grants, inline)
{
    /// <summary>The role as stored.</summary>
    public Role Role { get; } = role;

    /// <summary>Its ARN with its path.</summary>
    public string Arn { get; } = arn;

    /// <summary>Its trust policy, compiled with the unique ids of its principals.</summary>
    public NamedPolicy Trust { get; } = trust;
}

/// <summary>A user ready to act.</summary>
public sealed class UserEntry(User user, string arn, IReadOnlyList<NamedPolicy> inline) : GrantsEntry(user.Grants, inline)
{
    /// <summary>The user as stored.</summary>
    public User User { get; } = user;

    /// <summary>Its ARN with its path.</summary>
    public string Arn { get; } = arn;
}

/// <summary>The policy of a resource, compiled with the unique ids of its principals.</summary>
/// <param name="Policy">The policy as stored.</param>
/// <param name="Named">Compiled.</param>
public sealed record ResourcePolicyEntry(ResourcePolicy Policy, NamedPolicy Named);

/// <summary>A group's policies.</summary>
public sealed class GroupEntry(Group group, IReadOnlyList<NamedPolicy> inline) : GrantsEntry(group.Grants, inline)
{
    /// <summary>The group as stored.</summary>
    public Group Group { get; } = group;
}

/// <summary>A long-term access key with its secret in the clear: it lives in memory only.</summary>
public sealed class KeyEntry(AccessKey key, Secret secret)
{
    private Caller? _caller;

    /// <summary>The key as stored.</summary>
    public AccessKey Key { get; } = key;

    /// <summary>The secret access key.</summary>
    internal Secret Secret { get; } = secret;

    /// <summary>The caller this key proves; made again when the user's entry is another one.</summary>
    internal Caller CallerFor(UserEntry? user, Func<KeyEntry, UserEntry?, Caller> make)
    {
        var known = Volatile.Read(ref _caller);
        if (known is null || !ReferenceEquals(known.User, user))
        {
            Volatile.Write(ref _caller, known = make(this, user));
        }

        return known;
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => Key.Id;
}
