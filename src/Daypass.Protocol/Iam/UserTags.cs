using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Add tags to a user.</summary>
[Operation("TagUser", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record TagUserRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>Tags.</summary>
    [Count(0, 50)]
    public required IReadOnlyList<Tag> Tags { get; init; }
}

/// <summary>Remove tags from a user.</summary>
[Operation("UntagUser", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification])]
public sealed partial record UntagUserRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>The keys of the tags to remove.</summary>
    [Count(0, 50), Length(1, 128), Pattern(Patterns.TagKey)]
    public required IReadOnlyList<string> TagKeys { get; init; }
}

/// <summary>List the tags of a user.</summary>
[Operation("ListUserTags", Service.Iam, Output = typeof(ListUserTagsResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListUserTagsRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListUserTags answers.</summary>
[OperationOutput]
public sealed partial record ListUserTagsResponse
{
    /// <summary>Tags.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}
