using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>Something the directory stores: an immutable record that knows its key, its JSON form and what it points at.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IEntity<TSelf> where TSelf : class, IEntity<TSelf>
{
    /// <summary>The kind under which all records of this type are stored.</summary>
    static abstract EntityKind Kind { get; }

    /// <summary>How the body is read and written without reflection.</summary>
    static abstract JsonTypeInfo<TSelf> Json { get; }

    /// <summary>The account it belongs to; empty for what belongs to none.</summary>
    string Account { get; }

    /// <summary>The name as it was written.</summary>
    string Name { get; }

    /// <summary>The unique id, never reused.</summary>
    string Id { get; }

    /// <summary>The IAM path; <c>/</c> where the kind has none.</summary>
    string Path { get; }

    /// <summary>The stored version this record was read at; kept in a column, not in the body.</summary>
    long Version { get; }

    /// <summary>The same entity as read at a version.</summary>
    TSelf AtVersion(long version);

    /// <summary>What it points at.</summary>
    IReadOnlyList<EntityReference> References();
}

/// <summary>An entity that carries tags.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface ITagged<TSelf> : IEntity<TSelf> where TSelf : class, ITagged<TSelf>
{
    /// <summary>How the keys of its tags are compared; two keys of one entity are never the same. <c>Team</c> and <c>team</c> are two keys, but of a
    /// user or a role they are one (IAM User Guide, "Tags for IAM resources").</summary>
    static virtual StringComparer TagKeys => StringComparer.Ordinal;

    /// <summary>At most 50, in the order they were given.</summary>
    IReadOnlyList<EntityTag> Tags { get; }

    /// <summary>The same entity with other tags.</summary>
    TSelf WithTags(IReadOnlyList<EntityTag> tags);
}

/// <summary>An entity that policies can be given to: a user, a group or a role.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IGranted<TSelf> : IEntity<TSelf> where TSelf : class, IGranted<TSelf>
{
    /// <summary>Its policies.</summary>
    Grants Grants { get; }

    /// <summary>The same entity with other policies.</summary>
    TSelf WithGrants(Grants grants);
}
