using static Daypass.Policy.Keys.ContextKeyType;

namespace Daypass.Policy.Keys;

/// <summary>The <c>iam:</c> keys.</summary>
internal static class IamKeys
{
    public static readonly ContextKey[] Rows =
    [
        new("iam:ResourceTag/", Text, false, "calls on a role or user with tags, the role of AssumeRole* included"),
        new("iam:PermissionsBoundary", Arn, false, "calls that set a permissions boundary, or change what one guards"),
        new("iam:PolicyARN", Arn, false, "calls that attach or detach a managed policy"),
        new("iam:PassedToService", Text, false, "iam:PassRole"),
        new("iam:AssociatedResourceArn", Arn, false, "iam:PassRole"),
        new("iam:AWSServiceName", Text, false, "service-linked roles"),
        new("iam:EnableIdentityPropagation", Bool, false, "calls that set or remove the context provider of an identity provider"),
        new("iam:ResourceIdentityProviderIssuers", Text, true, "the same calls on OpenID Connect providers; the issuer without its scheme"),
        new("iam:EnableIdentityCenterAssociation", Bool, false, "associating an identity provider with IAM Identity Center") { IsSetByDaypass = false },
        new("iam:RequestIdentityCenterInstanceArn", Arn, false, "associating an identity provider with IAM Identity Center") { IsSetByDaypass = false },
        new("iam:ResourceIdentityCenterInstanceArn", Arn, false, "identity providers that are associated with IAM Identity Center")
            { IsSetByDaypass = false },
        new("iam:OrganizationsPolicyId", Text, false, "GenerateOrganizationsAccessReport"),
        new("iam:ServiceSpecificCredentialServiceName", Text, false, "CreateServiceSpecificCredential"),
        new("iam:ServiceSpecificCredentialAgeDays", Numeric, false, "CreateServiceSpecificCredential"),
        new("iam:RegisterSecurityKey", Text, false, "registering a security key") { IsSetByDaypass = false },
        new("iam:FIDO-certification", Text, false, "registering a security key") { IsSetByDaypass = false },
        new("iam:FIDO-FIPS-140-2-certification", Text, false, "registering a security key") { IsSetByDaypass = false },
        new("iam:FIDO-FIPS-140-3-certification", Text, false, "registering a security key") { IsSetByDaypass = false },
    ];
}
