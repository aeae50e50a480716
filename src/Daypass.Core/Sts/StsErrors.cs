using Daypass.Core.Sessions;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Sts;

/// <summary>What STS refuses, in AWS's words (sts.md 5, 7 and 9); one method for each, so that a sentence stands once.</summary>
public static class StsErrors
{
    /// <summary>Root called AssumeRole.</summary>
    public static AwsError RootMayNotAssumeRoles { get; } = new("AccessDenied", 403, "Roles may not be assumed by root accounts.");

    /// <summary>The role's own maximum.</summary>
    public static AwsError DurationExceedsRole { get; } = Invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

    /// <summary>An hour is the most for a role that another role session assumes.</summary>
    public static AwsError DurationExceedsChaining { get; } =
        Invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");

    /// <summary>Two tag keys that differ at most in case.</summary>
    public static AwsError DuplicateTagKeys { get; } = Parameter("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

    /// <summary>A transitive key that is none of the tags.</summary>
    public static AwsError TransitiveKeyIsNoTag { get; } = Parameter("The specified transitive tag key must be included in the requested tags.");

    /// <summary>A tag that the calling session handed down.</summary>
    public static AwsError TagIsInherited { get; } =
        Parameter("One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");

    /// <summary>A key that AWS keeps for itself. The text is ours.</summary>
    public static AwsError ReservedTagKey { get; } = Parameter("Tag keys beginning with aws: are reserved for system use.");

    /// <summary>A chained session may only repeat the source identity it has. There is no full stop at AWS either.</summary>
    public static AwsError SourceIdentityIsSet { get; } = Invalid("The source identity is already set for this assume role session");

    /// <summary>What should be an ARN is none.</summary>
    public static AwsError InvalidArn(string text) => Invalid($"{text} is invalid");

    /// <summary>A member that must come together with another one.</summary>
    public static AwsError MissingMember(string lowerCamelName) =>
        Invalid($"1 validation error detected: Value null at '{lowerCamelName}' failed to satisfy constraint: Member must not be null");

    /// <summary>The ordinary denial without a reason, which does not tell what is missing.</summary>
    public static AwsError NotAuthorized(string callerArn, string action, string resource) =>
        new("AccessDenied", 403, $"User: {callerArn} is not authorized to perform: {action} on resource: {resource}");

    /// <summary>The denial of the two operations that nobody signs.</summary>
    public static AwsError NotAuthorizedUnsigned(string action) => new("AccessDenied", 403, $"Not authorized to perform {action}");

    /// <summary>The role's account has no SAML provider of that ARN.</summary>
    public static AwsError NoSamlProvider { get; } = new(ErrorCode.InvalidIdentityToken, 400, "Specified provider doesn't exist") { Reason = "DP-SAML-01: no such provider in the role's account" };

    /// <summary>An assertion for one use was used. The text is ours: AWS lets it be used again.</summary>
    public static AwsError AssertionIsUsed { get; } = new(ErrorCode.InvalidIdentityToken, 400, "Response has already been used") { Reason = "DP-SAML-70: the assertion was redeemed before" };

    /// <summary>A session policy document that is none.</summary>
    public static AwsError MalformedPolicy(string message) => new(ErrorCode.MalformedPolicyDocument, 400, message);

    /// <summary>The session does not fit a token; AWS's sentences say what fills it.</summary>
    public static AwsError TooLarge(SealedSession token, SessionGrant grant) => new(
        ErrorCode.PackedPolicyTooLarge,
        400,
        grant.Policy is not null || grant.PolicyArns.Count > 0 ? $"Packed policy consumes {token.Utilization}% of allotted space, please use smaller policy."
        : grant.Tags.Count > 0 ? $"Packed size of session tags consumes {token.Utilization}% of allotted space."
        : "Serialized token too large for session");

    /// <summary>A parameter that breaks a rule of its own.</summary>
    public static AwsError Invalid(string message) => new("ValidationError", 400, message);

    private static AwsError Parameter(string message) => new("InvalidParameterValue", 400, message);
}
