using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Create an access key; its secret is shown this once.</summary>
[Operation("CreateAccessKey", Service.Iam, Output = typeof(CreateAccessKeyResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record CreateAccessKeyRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public string? UserName { get; init; }
}

/// <summary>What CreateAccessKey answers.</summary>
[OperationOutput]
public sealed partial record CreateAccessKeyResponse
{
    /// <summary>The access key, with its secret for the only time.</summary>
    public required AccessKeyShape AccessKey { get; init; }
}

/// <summary>List the credentials of one kind that a user has.</summary>
public abstract record ListUserCredentialsRequest : PagedRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public string? UserName { get; init; }
}

/// <summary>List the access keys of a user, without their secrets.</summary>
[Operation("ListAccessKeys", Service.Iam, Output = typeof(ListAccessKeysResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListAccessKeysRequest : ListUserCredentialsRequest;

/// <summary>What ListAccessKeys answers.</summary>
[OperationOutput]
public sealed partial record ListAccessKeysResponse : PagedResponse
{
    /// <summary>The access keys, without their secrets.</summary>
    public required IReadOnlyList<AccessKeyMetadata> AccessKeyMetadata { get; init; }
}

/// <summary>Switch an access key on or off.</summary>
[Operation("UpdateAccessKey", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput])]
public sealed partial record UpdateAccessKeyRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public string? UserName { get; init; }

    /// <summary>The access key id.</summary>
    [AccessKeyId]
    public required string AccessKeyId { get; init; }

    /// <summary>Whether the key may be used.</summary>
    [Status]
    public required string Status { get; init; }
}

/// <summary>Delete an access key.</summary>
[Operation("DeleteAccessKey", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record DeleteAccessKeyRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public string? UserName { get; init; }

    /// <summary>The access key id.</summary>
    [AccessKeyId]
    public required string AccessKeyId { get; init; }
}

/// <summary>Say when an access key was used last.</summary>
[Operation("GetAccessKeyLastUsed", Service.Iam, Output = typeof(GetAccessKeyLastUsedResponse))]
public sealed partial record GetAccessKeyLastUsedRequest
{
    /// <summary>The access key id.</summary>
    [AccessKeyId]
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
