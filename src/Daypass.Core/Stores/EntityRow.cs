namespace Daypass.Core.Stores;

/// <summary>An entity as the database holds it: what is searched for is in columns, everything else is the body.</summary>
public sealed record EntityRow
{
    /// <summary>The primary key.</summary>
    public required EntityKey Key { get; init; }

    /// <summary>The unique id (<c>AROA…</c>, <c>AIDA…</c>, the access key id …), unique over all accounts and never reused.</summary>
    public required string Id { get; init; }

    /// <summary>The IAM path, <c>/</c> where the kind has none.</summary>
    public required string Path { get; init; }

    /// <summary>The entity as UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Counts the writes to this entity, from 1; an update names the version it read.</summary>
    public long Version { get; init; } = 1;

    /// <summary>What this entity points at, so that the target can be asked who points at it.</summary>
    public IReadOnlyList<EntityReference> References { get; init; } = [];
}

/// <summary>One arrow between entities, written and removed with the entity it starts from.</summary>
/// <param name="Relation">What the arrow means.</param>
/// <param name="TargetId">The unique id (for managed policies: the ARN) of what it points at.</param>
public readonly record struct EntityReference(Relation Relation, string TargetId);

/// <summary>What one entity can be to another.</summary>
/// <remarks>INVARIANT: the numbers are in databases; append, never reuse or renumber.</remarks>
public enum Relation
{
    /// <summary>A user, group or role has this managed policy attached.</summary>
    Attached = 1,

    /// <summary>A user or role has this managed policy as its permissions boundary.</summary>
    Boundary = 2,

    /// <summary>A user is in this group.</summary>
    Member = 3,

    /// <summary>An access key, MFA device or other credential belongs to this user.</summary>
    Owner = 4,

    /// <summary>An instance profile holds this role.</summary>
    HoldsRole = 5,

    /// <summary>An account is a member of this organisation.</summary>
    MemberAccount = 6,

    /// <summary>A delegation request is for this account to decide.</summary>
    DecidedBy = 7,

    /// <summary>A delegation request belongs to this workflow of its requestor.</summary>
    Workflow = 8,

    /// <summary>A delegation request has notices that wait to be delivered.</summary>
    Undelivered = 9,

    /// <summary>An SSH key, a certificate or a credential for a service belongs to this user, or to root.</summary>
    Credential = 10,

    /// <summary>A unit is directly below this root or unit, an account below this unit; below the root are the members that name no unit.</summary>
    Below = 11,

    /// <summary>A root, unit or account has this control policy attached.</summary>
    Controlled = 12,

    /// <summary>A unit or control policy has this name where names are unique; an account has this e-mail address.</summary>
    Named = 13,

    /// <summary>A control policy is of this type.</summary>
    Typed = 14,

    /// <summary>An account was made by the organisation of this account, or of one that descends from it.</summary>
    Descendant = 15,
}
