using static Daypass.Policy.Keys.ContextKeyType;

namespace Daypass.Policy.Keys;

/// <summary>The <c>sts:</c> keys.</summary>
internal static class StsKeys
{
    public static readonly ContextKey[] Rows =
    [
        new("sts:ExternalId", Text, false, "AssumeRole with ExternalId"),
        new("sts:RoleSessionName", Text, false, "every AssumeRole*"),
        new("sts:SourceIdentity", Text, false, "AssumeRole* with a source identity, passed, asserted or inherited"),
        new("sts:TransitiveTagKeys", Text, true, "AssumeRole* with transitive tags"),
        new("sts:DurationSeconds", Numeric, false, "GetWebIdentityToken, GetScopedCredentials and bearer tokens, not AssumeRole"),
        new("sts:AWSServiceName", Text, false, "bearer tokens") { IsSetByDaypass = false },
        new("sts:RoleAuthorizedByIdp", Bool, false, "AssumeRoleWithWebIdentity"),
        new("sts:RequestContext/", Text, false, "AssumeRole with provided contexts") { IsSetByDaypass = false },
        new("sts:RequestContextProviders", Arn, true, "AssumeRole with provided contexts") { IsSetByDaypass = false },
        new("sts:TaskPolicyArn", Arn, false, "AssumeRoot"),
        new("sts:IdentityTokenAudience", Text, true, "GetWebIdentityToken"),
        new("sts:SigningAlgorithm", Text, false, "GetWebIdentityToken"),
        new("sts:SubjectMode", Text, false, "GetWebIdentityToken; AWSIdentity or OriginIdentity"),
        new("sts:IdentityTokenScope", Text, true, "GetWebIdentityToken with a scope; one value for each"),
        new("daypass:ActorSubject", Text, false, "exchanges of tokens with an actor token"),
        new("daypass:ActorIssuer", Text, false, "exchanges of tokens with an actor token"),
        new("daypass:ActorProviderArn", Arn, false, "exchanges of tokens with an actor token"),
    ];
}
