using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Give a user a password.</summary>
[Operation("CreateLoginProfile", Service.Iam, Output = typeof(LoginProfileResponse),
    Errors = [ErrorCode.EntityAlreadyExists, ErrorCode.NoSuchEntity, ErrorCode.PasswordPolicyViolation, ErrorCode.LimitExceeded])]
public sealed partial record CreateLoginProfileRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public string? UserName { get; init; }

    /// <summary>The password.</summary>
    [Password]
    public string? Password { get; init; }

    /// <summary>Whether the user has to choose a new password at the next sign-in.</summary>
    public bool? PasswordResetRequired { get; init; }
}

/// <summary>What CreateLoginProfile and GetLoginProfile answer.</summary>
[OperationOutput]
public sealed partial record LoginProfileResponse
{
    /// <summary>The login profile.</summary>
    public required LoginProfileShape LoginProfile { get; init; }
}

/// <summary>Say whether a user has a password.</summary>
[Operation("GetLoginProfile", Service.Iam, Output = typeof(LoginProfileResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetLoginProfileRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public string? UserName { get; init; }
}

/// <summary>Change the password of a user.</summary>
[Operation("UpdateLoginProfile", Service.Iam,
    Errors = [ErrorCode.EntityTemporarilyUnmodifiable, ErrorCode.NoSuchEntity, ErrorCode.PasswordPolicyViolation, ErrorCode.LimitExceeded])]
public sealed partial record UpdateLoginProfileRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }

    /// <summary>The password.</summary>
    [Password]
    public string? Password { get; init; }

    /// <summary>Whether the user has to choose a new password at the next sign-in.</summary>
    public bool? PasswordResetRequired { get; init; }
}

/// <summary>Take the password from a user.</summary>
[Operation("DeleteLoginProfile", Service.Iam, Errors = [ErrorCode.EntityTemporarilyUnmodifiable, ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record DeleteLoginProfileRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public string? UserName { get; init; }
}

/// <summary>Change the caller's own password.</summary>
[Operation("ChangePassword", Service.Iam,
    Errors =
    [
        ErrorCode.NoSuchEntity, ErrorCode.InvalidUserType, ErrorCode.LimitExceeded, ErrorCode.EntityTemporarilyUnmodifiable,
        ErrorCode.PasswordPolicyViolation
    ])]
public sealed partial record ChangePasswordRequest
{
    /// <summary>The password until now.</summary>
    [Password]
    public required string OldPassword { get; init; }

    /// <summary>The new password.</summary>
    [Password]
    public required string NewPassword { get; init; }
}
