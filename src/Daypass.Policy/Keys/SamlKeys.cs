using static Daypass.Policy.Keys.ContextKeyType;

namespace Daypass.Policy.Keys;

/// <summary>The <c>saml:</c> keys.</summary>
internal static class SamlKeys
{
    private const string Exchange = "AssumeRoleWithSAML";
    private const string Kept = "AssumeRoleWithSAML and the sessions from it";
    private const string Asserted = "AssumeRoleWithSAML whose assertion has the attribute";

    public static readonly ContextKey[] Rows =
    [
        new("saml:aud", Text, false, Exchange + "; the Recipient"),
        new("saml:iss", Text, false, Exchange),
        new("saml:doc", Text, false, Exchange + "; account/provider"),
        new("saml:sub", Text, false, Kept),
        new("saml:sub_type", Text, false, Kept),
        new("saml:namequalifier", Text, false, Kept),
        new("saml:cn", Text, true, Asserted),
        new("saml:commonName", Text, false, Asserted),
        new("saml:eduOrgHomePageURI", Text, true, Asserted),
        new("saml:eduOrgIdentityAuthNPolicyURI", Text, true, Asserted),
        new("saml:eduOrgLegalName", Text, true, Asserted),
        new("saml:eduOrgSuperiorURI", Text, true, Asserted),
        new("saml:eduOrgWhitePagesURI", Text, true, Asserted),
        new("saml:eduPersonAffiliation", Text, true, Asserted),
        new("saml:eduPersonAssurance", Text, true, Asserted),
        new("saml:eduPersonEntitlement", Text, true, Asserted),
        new("saml:eduPersonNickname", Text, true, Asserted),
        new("saml:eduPersonOrgDN", Text, false, Asserted),
        new("saml:eduPersonOrgUnitDN", Text, true, Asserted),
        new("saml:eduPersonPrimaryAffiliation", Text, false, Asserted),
        new("saml:eduPersonPrimaryOrgUnitDN", Text, false, Asserted),
        new("saml:eduPersonPrincipalName", Text, false, Asserted),
        new("saml:eduPersonScopedAffiliation", Text, true, Asserted),
        new("saml:eduPersonTargetedID", Text, true, Asserted),
        new("saml:givenName", Text, false, Asserted),
        new("saml:mail", Text, false, Asserted),
        new("saml:name", Text, false, Asserted),
        new("saml:organizationStatus", Text, false, Asserted),
        new("saml:primaryGroupSID", Text, false, Asserted),
        new("saml:surname", Text, false, Asserted),
        new("saml:uid", Text, false, Asserted),
        new("saml:x500UniqueIdentifier", Text, false, Asserted),
    ];
}
