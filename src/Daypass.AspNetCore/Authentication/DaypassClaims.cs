namespace Daypass.AspNetCore.Authentication;

/// <summary>The types of the claims that a caller has. <c>ClaimTypes.Name</c> is the ARN and <c>ClaimTypes.NameIdentifier</c> the user id.</summary>
public static class DaypassClaims
{
    /// <summary>The ARN that GetCallerIdentity shows.</summary>
    public const string Arn = "daypass:arn";

    /// <summary>The account, twelve digits.</summary>
    public const string Account = "daypass:account";

    /// <summary>The value of <c>aws:userid</c>: the unique id, of sessions with their name.</summary>
    public const string UserId = "daypass:user-id";

    /// <summary>The name of a session; absent for users and root.</summary>
    public const string SessionName = "daypass:session-name";

    /// <summary>Followed by the key of a tag of the caller or its session; the claim's value is the tag's.</summary>
    public const string TagPrefix = "daypass:tag/";

    /// <summary>The source identity of a session; absent when it has none.</summary>
    public const string SourceIdentity = "daypass:source-identity";

    /// <summary><c>true</c> when the session was made with MFA; otherwise absent.</summary>
    public const string Mfa = "daypass:mfa";

    /// <summary>When MFA was given, in ISO 8601 and UTC; absent without MFA.</summary>
    public const string MfaTime = "daypass:mfa-time";

    /// <summary>When the session was made, in ISO 8601 and UTC; absent for long-term keys.</summary>
    public const string IssuedAt = "daypass:issued-at";

    /// <summary>When the session ends, in ISO 8601 and UTC; absent for long-term keys.</summary>
    public const string ExpiresAt = "daypass:expires-at";
}
