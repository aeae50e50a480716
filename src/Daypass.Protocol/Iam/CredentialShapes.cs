using Daypass.Protocol.Attributes;

namespace Daypass.Protocol.Iam;

/// <summary>An access key with its secret.</summary>
[QueryOutput]
public sealed partial record AccessKeyShape
{
    /// <summary>The user it belongs to.</summary>
    public required string UserName { get; init; }

    /// <summary>The id.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>Whether it may be used.</summary>
    [Status]
    public required string Status { get; init; }

    /// <summary>The secret to sign with.</summary>
    [Sensitive]
    public required string SecretAccessKey { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateDate { get; init; }
}

/// <summary>An access key without its secret.</summary>
[QueryOutput]
public sealed partial record AccessKeyMetadata
{
    /// <summary>The user it belongs to.</summary>
    public string? UserName { get; init; }

    /// <summary>The id.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Whether it may be used.</summary>
    [Status]
    public string? Status { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateDate { get; init; }
}

/// <summary>When and for what an access key was used last.</summary>
[QueryOutput]
public sealed partial record AccessKeyLastUsed
{
    /// <summary>When; absent when never.</summary>
    public DateTimeOffset? LastUsedDate { get; init; }

    /// <summary>The service; <c>N/A</c> when never.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The region; <c>N/A</c> when never.</summary>
    public required string Region { get; init; }
}

/// <summary>A user's password, without the password.</summary>
[QueryOutput]
public sealed partial record LoginProfileShape
{
    /// <summary>The user.</summary>
    public required string UserName { get; init; }

    /// <summary>When it was set first.</summary>
    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>Whether the user has to choose a new one at the next sign-in.</summary>
    public bool? PasswordResetRequired { get; init; }
}

/// <summary>The rules for passwords.</summary>
[QueryOutput]
public sealed partial record PasswordPolicyShape
{
    /// <summary>The fewest characters.</summary>
    public int? MinimumPasswordLength { get; init; }

    /// <summary>Whether a symbol is needed.</summary>
    public bool? RequireSymbols { get; init; }

    /// <summary>Whether a digit is needed.</summary>
    public bool? RequireNumbers { get; init; }

    /// <summary>Whether an upper-case letter is needed.</summary>
    public bool? RequireUppercaseCharacters { get; init; }

    /// <summary>Whether a lower-case letter is needed.</summary>
    public bool? RequireLowercaseCharacters { get; init; }

    /// <summary>Whether users may change their own.</summary>
    public bool? AllowUsersToChangePassword { get; init; }

    /// <summary>Whether passwords expire.</summary>
    public bool? ExpirePasswords { get; init; }

    /// <summary>After how many days they do.</summary>
    public int? MaxPasswordAge { get; init; }

    /// <summary>How many back may not be used again.</summary>
    public int? PasswordReusePrevention { get; init; }

    /// <summary>Whether an expired one can no longer be changed by its user.</summary>
    public bool? HardExpiry { get; init; }
}
