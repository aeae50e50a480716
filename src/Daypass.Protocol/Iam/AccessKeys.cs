using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Create an access key; its secret is shown this once.</summary>
[Operation("CreateAccessKey", Service.Iam, Output = typeof(CreateAccessKeyResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record CreateAccessKeyRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public string? UserName { get; init; }
}

/// <summary>What CreateAccessKey answers.</summary>
[OperationOutput]
public sealed partial record CreateAccessKeyResponse
{
    /// <summary>The access key, with its secret for the only time.</summary>
    public required AccessKeyShape AccessKey { get; init; }
}

/// <summary>List the access keys of a user, without their secrets.</summary>
[Operation("ListAccessKeys", Service.Iam, Output = typeof(ListAccessKeysResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListAccessKeysRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public string? UserName { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListAccessKeys answers.</summary>
[OperationOutput]
public sealed partial record ListAccessKeysResponse
{
    /// <summary>The access keys, without their secrets.</summary>
    public required IReadOnlyList<AccessKeyMetadata> AccessKeyMetadata { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Switch an access key on or off.</summary>
[Operation("UpdateAccessKey", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput])]
public sealed partial record UpdateAccessKeyRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public string? UserName { get; init; }

    /// <summary>The access key id.</summary>
    [Length(16, 128), Pattern(@"[\w]+")]
    public required string AccessKeyId { get; init; }

    /// <summary>Whether the key may be used.</summary>
    [OneOf("Active", "Inactive", "Expired")]
    public required string Status { get; init; }
}

/// <summary>Delete an access key.</summary>
[Operation("DeleteAccessKey", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record DeleteAccessKeyRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public string? UserName { get; init; }

    /// <summary>The access key id.</summary>
    [Length(16, 128), Pattern(@"[\w]+")]
    public required string AccessKeyId { get; init; }
}

/// <summary>Say when an access key was used last.</summary>
[Operation("GetAccessKeyLastUsed", Service.Iam, Output = typeof(GetAccessKeyLastUsedResponse))]
public sealed partial record GetAccessKeyLastUsedRequest
{
    /// <summary>The access key id.</summary>
    [Length(16, 128), Pattern(@"[\w]+")]
    public required string AccessKeyId { get; init; }
}

/// <summary>What GetAccessKeyLastUsed answers.</summary>
[OperationOutput]
public sealed partial record GetAccessKeyLastUsedResponse
{
    /// <summary>The name of the user.</summary>
    public string? UserName { get; init; }

    /// <summary>The last use of the key.</summary>
    public AccessKeyLastUsed? AccessKeyLastUsed { get; init; }
}
