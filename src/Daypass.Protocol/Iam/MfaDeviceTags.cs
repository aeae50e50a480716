using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Add tags to an MFA device.</summary>
[Operation("TagMFADevice", Service.Iam, Errors = [ErrorCode.InvalidInput, ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record TagMfaDeviceRequest
{
    /// <summary>The serial number (the ARN) of the device.</summary>
    [Length(9, 256), Pattern(Patterns.SerialNumber)]
    public required string SerialNumber { get; init; }

    /// <summary>Tags.</summary>
    [Count(0, 50)]
    public required IReadOnlyList<Tag> Tags { get; init; }
}

/// <summary>Remove tags from an MFA device.</summary>
[Operation("UntagMFADevice", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record UntagMfaDeviceRequest
{
    /// <summary>The serial number (the ARN) of the device.</summary>
    [Length(9, 256), Pattern(Patterns.SerialNumber)]
    public required string SerialNumber { get; init; }

    /// <summary>The keys of the tags to remove.</summary>
    [Count(0, 50), Length(1, 128), Pattern(Patterns.TagKey)]
    public required IReadOnlyList<string> TagKeys { get; init; }
}

/// <summary>List the tags of an MFA device.</summary>
[Operation("ListMFADeviceTags", Service.Iam, Output = typeof(ListMfaDeviceTagsResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListMfaDeviceTagsRequest
{
    /// <summary>The serial number (the ARN) of the device.</summary>
    [Length(9, 256), Pattern(Patterns.SerialNumber)]
    public required string SerialNumber { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListMFADeviceTags answers.</summary>
[OperationOutput]
public sealed partial record ListMfaDeviceTagsResponse
{
    /// <summary>Tags.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}
