using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Add tags to an instance profile.</summary>
[Operation("TagInstanceProfile", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record TagInstanceProfileRequest
{
    /// <summary>The name of the instance profile.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string InstanceProfileName { get; init; }

    /// <summary>Tags.</summary>
    [Count(0, 50)]
    public required IReadOnlyList<Tag> Tags { get; init; }
}

/// <summary>Remove tags from an instance profile.</summary>
[Operation("UntagInstanceProfile", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record UntagInstanceProfileRequest
{
    /// <summary>The name of the instance profile.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string InstanceProfileName { get; init; }

    /// <summary>The keys of the tags to remove.</summary>
    [Count(0, 50), Length(1, 128), Pattern(Patterns.TagKey)]
    public required IReadOnlyList<string> TagKeys { get; init; }
}

/// <summary>List the tags of an instance profile.</summary>
[Operation("ListInstanceProfileTags", Service.Iam, Output = typeof(ListInstanceProfileTagsResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListInstanceProfileTagsRequest
{
    /// <summary>The name of the instance profile.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string InstanceProfileName { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListInstanceProfileTags answers.</summary>
[OperationOutput]
public sealed partial record ListInstanceProfileTagsResponse
{
    /// <summary>Tags.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}
