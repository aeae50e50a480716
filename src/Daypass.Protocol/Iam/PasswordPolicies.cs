using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Describe the password policy of the account.</summary>
[Operation("GetAccountPasswordPolicy", Service.Iam, Output = typeof(GetAccountPasswordPolicyResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetAccountPasswordPolicyRequest;

/// <summary>What GetAccountPasswordPolicy answers.</summary>
[OperationOutput]
public sealed partial record GetAccountPasswordPolicyResponse
{
    /// <summary>The password policy.</summary>
    public required PasswordPolicyShape PasswordPolicy { get; init; }
}

/// <summary>Replace the password policy of the account.</summary>
[Operation("UpdateAccountPasswordPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.MalformedPolicyDocument, ErrorCode.LimitExceeded])]
public sealed partial record UpdateAccountPasswordPolicyRequest
{
    /// <summary>The fewest characters of a password.</summary>
    [Between(6, 128)]
    public int? MinimumPasswordLength { get; init; }

    /// <summary>Whether a password needs a symbol.</summary>
    public bool? RequireSymbols { get; init; }

    /// <summary>Whether a password needs a digit.</summary>
    public bool? RequireNumbers { get; init; }

    /// <summary>Whether a password needs an upper-case letter.</summary>
    public bool? RequireUppercaseCharacters { get; init; }

    /// <summary>Whether a password needs a lower-case letter.</summary>
    public bool? RequireLowercaseCharacters { get; init; }

    /// <summary>Whether users may change their own password.</summary>
    public bool? AllowUsersToChangePassword { get; init; }

    /// <summary>After how many days a password expires.</summary>
    [Between(1, 1095)]
    public int? MaxPasswordAge { get; init; }

    /// <summary>How many passwords back may not be used again.</summary>
    [Between(1, 24)]
    public int? PasswordReusePrevention { get; init; }

    /// <summary>Whether an expired password can no longer be changed by its user.</summary>
    public bool? HardExpiry { get; init; }
}

/// <summary>Go back to the default password policy.</summary>
[Operation("DeleteAccountPasswordPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record DeleteAccountPasswordPolicyRequest;
