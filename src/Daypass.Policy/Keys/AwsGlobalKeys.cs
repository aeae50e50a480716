using static Daypass.Policy.Keys.ContextKeyType;

namespace Daypass.Policy.Keys;

/// <summary>The <c>aws:</c> keys.</summary>
internal static class AwsGlobalKeys
{
    private const string Always = "every request";
    private const string Signed = "every signed request";
    private const string Endpoint = "requests through a VPC endpoint";
    private const string Member = "the caller's account is in an organization";
    private const string Owned = "the resource's account is in an organization";
    private const string ByService = "calls a service principal makes for a resource";
    private const string Propagated = "AssumeRoleWith* and the sessions from it, chained ones too, when the provider has a context provider";
    private const string Forwarded = "calls another service forwards for the caller";

    public static readonly ContextKey[] Rows =
    [
        new("aws:CurrentTime", Date, false, Always),
        new("aws:EpochTime", Date, false, Always + "; numeric operators read it too"),
        new("aws:SecureTransport", Bool, false, Always),
        new("aws:UserAgent", Text, false, Always),
        new("aws:RequestedRegion", Text, false, Always),
        new("aws:PrincipalType", Text, false, Always),
        new("aws:PrincipalAccount", Text, false, Always),
        new("aws:userid", Text, false, Always),
        new("aws:ViaAWSService", Bool, false, Always + "; false unless a service forwards the call"),
        new("aws:SourceIp", IpAddress, false, "every request that came through no VPC endpoint"),
        new("aws:PrincipalArn", Arn, false, Signed + "; the role's ARN for a role session"),
        new("aws:PrincipalIsAWSService", Bool, false, Signed),
        new("aws:username", Text, false, "IAM users"),
        new("aws:PrincipalTag/", Text, false, "callers with tags: a user's or a role's, overlaid by session tags"),
        new("aws:ResourceAccount", Text, false, "resources with an owner"),
        new("aws:ResourceTag/", Text, false, "resources with tags"),
        new("aws:RequestTag/", Text, false, "calls that pass tags"),
        new("aws:TagKeys", Text, true, "calls that pass tags"),
        new("aws:TokenIssueTime", Date, false, "temporary credentials"),
        new("aws:MultiFactorAuthPresent", Bool, false, "temporary credentials, except those of federated identities"),
        new("aws:MultiFactorAuthAge", Numeric, false, "temporary credentials got with MFA; seconds"),
        new("aws:SourceIdentity", Text, false, "role sessions with a source identity"),
        new("aws:FederatedProvider", Text, false, "AssumeRoleWithWebIdentity and the sessions from it"),
        new("aws:OriginIdentity/Subject", Text, false, Propagated),
        new("aws:OriginIdentity/SubjectType", Text, false, Propagated + " and tells the kind of subject"),
        new("aws:OriginIdentity/Issuer", Text, false, Propagated + "; for SAML a hash of the key that signed"),
        new("aws:OriginIdentity/FederatedProviderArn", Arn, false, Propagated),
        new("aws:TransactionContext/IdentityProvider/", Text, false, Propagated + " and maps further claims or attributes"),
        new("aws:AssumedRoot", Bool, false, "sessions from AssumeRoot"),
        new("aws:SignInSessionArn", Arn, false, "credentials from a console sign-in") { IsSetByDaypass = false },
        new("aws:ChatbotSourceArn", Arn, false, "sessions made by a chat client") { IsSetByDaypass = false },
        new("aws:Ec2InstanceSourceVpc", Text, false, "credentials of an EC2 instance role") { IsSetByDaypass = false },
        new("aws:Ec2InstanceSourcePrivateIPv4", IpAddress, false, "credentials of an EC2 instance role") { IsSetByDaypass = false },
        new("aws:PrincipalOrgID", Text, false, Member),
        new("aws:PrincipalOrgPaths", Text, true, Member),
        new("aws:ResourceOrgID", Text, false, Owned),
        new("aws:ResourceOrgPaths", Text, true, Owned),
        new("aws:VpcSourceIp", IpAddress, false, Endpoint) { IsSetByDaypass = false },
        new("aws:SourceVpc", Text, false, Endpoint) { IsSetByDaypass = false },
        new("aws:SourceVpcArn", Arn, false, Endpoint) { IsSetByDaypass = false },
        new("aws:SourceVpce", Text, false, Endpoint) { IsSetByDaypass = false },
        new("aws:VpceAccount", Text, false, Endpoint) { IsSetByDaypass = false },
        new("aws:VpceOrgID", Text, false, Endpoint) { IsSetByDaypass = false },
        new("aws:VpceOrgPaths", Text, true, Endpoint) { IsSetByDaypass = false },
        new("aws:PrincipalServiceName", Text, false, "service principals") { IsSetByDaypass = false },
        new("aws:PrincipalServiceNamesList", Text, true, "service principals") { IsSetByDaypass = false },
        new("aws:SourceArn", Arn, false, ByService) { IsSetByDaypass = false },
        new("aws:SourceAccount", Text, false, ByService) { IsSetByDaypass = false },
        new("aws:SourceOrgID", Text, false, ByService) { IsSetByDaypass = false },
        new("aws:SourceOrgPaths", Text, true, ByService) { IsSetByDaypass = false },
        new("aws:CalledVia", Text, true, Forwarded) { IsSetByDaypass = false },
        new("aws:CalledViaFirst", Text, false, Forwarded) { IsSetByDaypass = false },
        new("aws:CalledViaLast", Text, false, Forwarded) { IsSetByDaypass = false },
        new("aws:CalledViaAWSMCP", Text, false, Forwarded) { IsSetByDaypass = false },
        new("aws:ViaAWSMCPService", Bool, false, Forwarded) { IsSetByDaypass = false },
        new("aws:IsMcpServiceAction", Bool, false, Forwarded) { IsSetByDaypass = false },
        new("aws:referer", Text, false, "calls from a browser that names the page"),
    ];
}
