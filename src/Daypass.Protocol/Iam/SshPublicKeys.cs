using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Upload an SSH public key of a user.</summary>
[Operation("UploadSSHPublicKey", Service.Iam, Output = typeof(UploadSshPublicKeyResponse),
    Errors = [ErrorCode.LimitExceeded, ErrorCode.NoSuchEntity, ErrorCode.InvalidPublicKey, ErrorCode.DuplicateSshPublicKey,
        ErrorCode.UnrecognizedPublicKeyEncoding])]
public sealed partial record UploadSshPublicKeyRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }

    /// <summary>The key, as <c>ssh-rsa …</c> or as PEM.</summary>
    [WireName("SSHPublicKeyBody"), PublicKeyMaterial]
    public required string SshPublicKeyBody { get; init; }
}

/// <summary>What UploadSSHPublicKey answers.</summary>
[OperationOutput]
public sealed partial record UploadSshPublicKeyResponse
{
    /// <summary>The key.</summary>
    [WireName("SSHPublicKey")]
    public required SshPublicKeyShape SshPublicKey { get; init; }
}

/// <summary>Show an SSH public key.</summary>
[Operation("GetSSHPublicKey", Service.Iam, Output = typeof(GetSshPublicKeyResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.UnrecognizedPublicKeyEncoding])]
public sealed partial record GetSshPublicKeyRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }

    /// <summary>The id of the key.</summary>
    [WireName("SSHPublicKeyId"), PublicKeyId]
    public required string SshPublicKeyId { get; init; }

    /// <summary>The form to show it in.</summary>
    [PublicKeyEncoding]
    public required string Encoding { get; init; }
}

/// <summary>What GetSSHPublicKey answers.</summary>
[OperationOutput]
public sealed partial record GetSshPublicKeyResponse
{
    /// <summary>The key.</summary>
    [WireName("SSHPublicKey")]
    public required SshPublicKeyShape SshPublicKey { get; init; }
}

/// <summary>Switch an SSH public key on or off.</summary>
[Operation("UpdateSSHPublicKey", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record UpdateSshPublicKeyRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }

    /// <summary>The id of the key.</summary>
    [WireName("SSHPublicKeyId"), PublicKeyId]
    public required string SshPublicKeyId { get; init; }

    /// <summary>Whether the key may be used.</summary>
    [Status]
    public required string Status { get; init; }
}

/// <summary>Delete an SSH public key.</summary>
[Operation("DeleteSSHPublicKey", Service.Iam, Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record DeleteSshPublicKeyRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }

    /// <summary>The id of the key.</summary>
    [WireName("SSHPublicKeyId"), PublicKeyId]
    public required string SshPublicKeyId { get; init; }
}

/// <summary>List the SSH keys of a user.</summary>
[Operation("ListSSHPublicKeys", Service.Iam, Output = typeof(ListSshPublicKeysResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListSshPublicKeysRequest : PagedRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public string? UserName { get; init; }
}

/// <summary>What ListSSHPublicKeys answers.</summary>
[OperationOutput]
public sealed partial record ListSshPublicKeysResponse : PagedResponse
{
    /// <summary>The keys.</summary>
    [WireName("SSHPublicKeys")]
    public required IReadOnlyList<SshPublicKeyMetadata> SshPublicKeys { get; init; }
}

/// <summary>An SSH public key.</summary>
[QueryOutput]
public sealed partial record SshPublicKeyShape
{
    /// <summary>The user.</summary>
    public required string UserName { get; init; }

    /// <summary>The id.</summary>
    [WireName("SSHPublicKeyId")]
    public required string SshPublicKeyId { get; init; }

    /// <summary>The MD5 of the key, as pairs of hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The key.</summary>
    [WireName("SSHPublicKeyBody")]
    public required string SshPublicKeyBody { get; init; }

    /// <summary>Whether it may be used.</summary>
    [Status]
    public required string Status { get; init; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset? UploadDate { get; init; }
}

/// <summary>An SSH key without its body.</summary>
[QueryOutput]
public sealed partial record SshPublicKeyMetadata
{
    /// <summary>The user.</summary>
    public required string UserName { get; init; }

    /// <summary>The id.</summary>
    [WireName("SSHPublicKeyId")]
    public required string SshPublicKeyId { get; init; }

    /// <summary>Whether it may be used.</summary>
    [Status]
    public required string Status { get; init; }

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset UploadDate { get; init; }
}
