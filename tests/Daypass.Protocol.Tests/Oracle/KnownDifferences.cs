namespace Daypass.Protocol.Tests.Oracle;

/// <summary>Where our records differ from botocore's model on purpose, each with the reason.</summary>
internal static class KnownDifferences
{
    /// <summary>Operations AWS added from August to November 2026; <see cref="Models.NewestModelTests"/> holds them to its model.</summary>
    public static readonly HashSet<string> LaterOperations =
    [
        "AcquireRole", "GetAccountProperties", "GetRoleTemplateVersion", "GetScopedCredentials", "PutAccountProperties", "UpdateOpenIDConnectProvider",
    ];

    /// <summary>Members AWS added in September 2026, after the model the comparison was written against.</summary>
    public static readonly HashSet<string> LaterMembers =
    [
        "MinimumSessionTokenSize", "SessionTokenSize", "SessionTokenUtilization", "OrderedOrganizationPolicyInputList", "PolicyExclusionList",
        "ContextProvider", "RemoveContextProvider", "TrustedIdentityPropagationContext", "SubjectMode", "Scope", "SourceRoleTemplate",
    ];

    /// <summary>Errors AWS declares since.</summary>
    public static readonly HashSet<(string Operation, string Code)> LaterErrors = [("AssumeRole", "InvalidContextAssertion")];

    /// <summary>Members of our own that no other server reads: session, scope down and trust policies of a simulation.</summary>
    public static readonly HashSet<string> OwnMembers = ["SessionPolicyInputList", "ScopePolicyInputList", "TrustPolicy"];

    private static readonly HashSet<string> Differences =
    [
        // The live service takes 256 characters (measured); model and documentation say 64.
        "AssumeRole.SourceIdentity maximum: 256, not 64",

        // The live service refuses a longer policy before it looks at the role (measured); the model dropped the maximum.
        "AssumeRole.Policy maximum: 2048, not none",

        // Documented for every operation that takes them; the model states no number.
        "AssumeRole.PolicyArns maximum: 10, not none",
        "AssumeRoleWithSAML.PolicyArns maximum: 10, not none",
        "AssumeRoleWithWebIdentity.PolicyArns maximum: 10, not none",
        "GetFederationToken.PolicyArns maximum: 10, not none",

        // One-time codes stay out of our logs; IAM never repeats a value anyway, so a caller sees no difference.
        "EnableMFADevice.AuthenticationCode1 sensitive: True, not False",
        "EnableMFADevice.AuthenticationCode2 sensitive: True, not False",
        "ResyncMFADevice.AuthenticationCode1 sensitive: True, not False",
        "ResyncMFADevice.AuthenticationCode2 sensitive: True, not False",
    ];

    /// <summary>The live service names the narrower pattern when it refuses a policy document (recorded); the model has the wider one.</summary>
    private const string NarrowerDocuments = @"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]+, not [\u0009\u000A\u000D\u0020-\u00FF]+";

    /// <summary>Fails when there is a difference that is not listed here.</summary>
    public static void Check(IEnumerable<string> differences)
    {
        var unknown = string.Join('\n', differences
            .Where(static difference => !difference.EndsWith("pattern: " + NarrowerDocuments, StringComparison.Ordinal))
            .Except(Differences, StringComparer.Ordinal));
        Assert.True(unknown.Length == 0, unknown);
    }
}
