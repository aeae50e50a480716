using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Add tags to a role.</summary>
[Operation("TagRole", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record TagRoleRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>Tags.</summary>
    [Count(0, 50)]
    public required IReadOnlyList<Tag> Tags { get; init; }
}

/// <summary>Remove tags from a role.</summary>
[Operation("UntagRole", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification])]
public sealed partial record UntagRoleRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>The keys of the tags to remove.</summary>
    [Count(0, 50), Length(1, 128), Pattern(Patterns.TagKey)]
    public required IReadOnlyList<string> TagKeys { get; init; }
}

/// <summary>List the tags of a role.</summary>
[Operation("ListRoleTags", Service.Iam, Output = typeof(ListRoleTagsResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListRoleTagsRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListRoleTags answers.</summary>
[OperationOutput]
public sealed partial record ListRoleTagsResponse
{
    /// <summary>Tags.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}
