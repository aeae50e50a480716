namespace Daypass.Iam.OwnedCredentials;

/// <summary>Whether a credential may be used, in the words of IAM.</summary>
internal static class CredentialStatus
{
    /// <summary>It may be used.</summary>
    public const string Active = "Active";

    /// <summary>It may not be used.</summary>
    public const string Inactive = "Inactive";

    /// <summary>The word for a status.</summary>
    public static string Of(bool active) => active ? Active : Inactive;

    /// <summary>Why a credential cannot be given a status, or null: nobody makes one expire.</summary>
    public static AwsError? Validate(string status) => status is Active or Inactive ? null : IamErrors.UnsupportedStatus(status);
}
