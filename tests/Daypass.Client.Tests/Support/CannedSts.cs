namespace Daypass.Client.Tests.Support;

/// <summary>An STS that answers every operation with every member, always the same.</summary>
public static class CannedSts
{
    private const string Credentials =
        "<Credentials><AccessKeyId>ASIAXXXXXXXXXXXXXXXX</AccessKeyId><SecretAccessKey>SECRET</SecretAccessKey><SessionToken>TOKEN</SessionToken>"
        + "<Expiration>2026-11-22T04:00:00Z</Expiration></Credentials>";

    private const string User =
        "<AssumedRoleUser><AssumedRoleId>AROAXXXXXXXXXXXXXXXXX:s1</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/demo/s1</Arn></AssumedRoleUser>";

    private static readonly Dictionary<string, string> Results = new(StringComparer.Ordinal)
    {
        ["AssumeRole"] = Credentials + User + "<PackedPolicySize>6</PackedPolicySize><SourceIdentity>Alice</SourceIdentity>",
        ["AssumeRoleWithSAML"] = Credentials + User
            + "<PackedPolicySize>6</PackedPolicySize><Subject>alice@x</Subject><SubjectType>persistent</SubjectType><Issuer>https://idp/</Issuer>"
            + "<Audience>https://signin.aws.amazon.com/saml</Audience><NameQualifier>Zm9v</NameQualifier><SourceIdentity>Alice</SourceIdentity>",
        ["AssumeRoleWithWebIdentity"] = Credentials + "<SubjectFromWebIdentityToken>sub1</SubjectFromWebIdentityToken>" + User
            + "<PackedPolicySize>6</PackedPolicySize><Provider>https://idp</Provider><Audience>client1</Audience><SourceIdentity>Alice</SourceIdentity>",
        ["AssumeRoot"] = Credentials + "<SourceIdentity>Alice</SourceIdentity>",
        ["DecodeAuthorizationMessage"] = "<DecodedMessage>{&quot;allowed&quot;:false,&quot;n&quot;:&quot;&#233;&quot;}</DecodedMessage>",
        ["GetAccessKeyInfo"] = "<Account>123456789012</Account>",
        ["GetCallerIdentity"] = "<Arn>arn:aws:iam::123456789012:user/Alice</Arn><UserId>AIDAXXXXXXXXXXXXXXXXX</UserId><Account>123456789012</Account>",
        ["GetDelegatedAccessToken"] = Credentials
            + "<PackedPolicySize>6</PackedPolicySize><AssumedPrincipal>arn:aws:iam::123456789012:role/demo</AssumedPrincipal>",
        ["GetFederationToken"] = Credentials
            + "<FederatedUser><FederatedUserId>123456789012:Bob</FederatedUserId><Arn>arn:aws:sts::123456789012:federated-user/Bob</Arn></FederatedUser>"
            + "<PackedPolicySize>6</PackedPolicySize>",
        ["GetScopedCredentials"] = Credentials
            + "<SessionInfo><ScopedSessionId>AROAXXXXXXXXXXXXXXXXX:s1</ScopedSessionId>"
            + "<Arn>arn:aws:sts::123456789012:assumed-role/demo/s1</Arn></SessionInfo><ScopedPoliciesCount>1</ScopedPoliciesCount>",
        ["GetSessionToken"] = Credentials,
        ["GetWebIdentityToken"] = "<WebIdentityToken>eyJ.a.b</WebIdentityToken><Expiration>2026-11-22T04:00:00.000Z</Expiration>",
    };

    /// <summary>The answer to a request; a refusal when its external id is <c>deny</c>.</summary>
    public static FakeAnswer Answer(FakeRequest request)
    {
        if (request.Field("ExternalId") == "deny")
        {
            return Refusal("AccessDenied", "User: x is not authorized", 403);
        }

        var action = request.Field("Action") ?? string.Empty;
        return Results.TryGetValue(action, out var result) ? Success(action, result) : Refusal("InvalidAction", $"Could not find operation {action}", 400);
    }

    /// <summary>A success with the given result members.</summary>
    public static FakeAnswer Success(string action, string result) =>
        new($"<{action}Response "
            + $"xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{action}Result>{result}</{action}Result><ResponseMetadata><RequestId>r1</RequestId>"
            + $"</ResponseMetadata></{action}Response>");

    /// <summary>A refusal.</summary>
    public static FakeAnswer Refusal(string code, string message, int status) =>
        new(
            "<ErrorResponse "
            + $"xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
            + "<RequestId>r1</RequestId></ErrorResponse>",
            status);
}
