using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Sessions;
using Daypass.Policy.Keys;

namespace Daypass.Federation.Saml.Assertions;

/// <summary>The <c>saml:</c> condition keys of an assertion.</summary>
/// <remarks>Source: IAM User Guide, "Configure SAML assertions for the authentication response", the mapping of SAML attributes to trust policy keys.</remarks>
internal static class SamlConditionKeys
{
    private static readonly FrozenDictionary<string, string> Mapped = new Dictionary<string, string>
    {
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.1"] = "eduPersonAffiliation",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.2"] = "eduPersonNickname",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.3"] = "eduPersonOrgDN",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.4"] = "eduPersonOrgUnitDN",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.5"] = "eduPersonPrimaryAffiliation",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.6"] = "eduPersonPrincipalName",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.7"] = "eduPersonEntitlement",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.8"] = "eduPersonPrimaryOrgUnitDN",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.9"] = "eduPersonScopedAffiliation",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.10"] = "eduPersonTargetedID",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.11"] = "eduPersonAssurance",
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.2"] = "eduOrgHomePageURI",
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.3"] = "eduOrgIdentityAuthNPolicyURI",
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.4"] = "eduOrgLegalName",
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.5"] = "eduOrgSuperiorURI",
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.6"] = "eduOrgWhitePagesURI",
        ["urn:oid:2.5.4.3"] = "cn",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"] = "name",
        ["http://schemas.xmlsoap.org/claims/CommonName"] = "commonName",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname"] = "givenName",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"] = "surname",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"] = "mail",
        ["http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid"] = "uid",
        ["2.5.4.3"] = "commonName",
        ["2.5.4.4"] = "surname",
        ["2.4.5.42"] = "givenName",
        ["2.5.4.45"] = "x500UniqueIdentifier",
        ["0.9.2342.19200300100.1.1"] = "uid",
        ["0.9.2342.19200300100.1.3"] = "mail",
        ["0.9.2342.19200300.100.1.45"] = "organizationStatus",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Base64 of SHA-1 over issuer, account, slash and provider name, one after the other: what AWS gives as NameQualifier.</summary>
    internal static string NameQualifier(string issuer, string account, string providerName)
    {
#pragma warning disable CA5350 // The formula is AWS's; nothing rests on the hash being hard to collide.
        return Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes($"{issuer}{account}/{providerName}")));
#pragma warning restore CA5350
    }

    /// <summary>The NameID format without the prefix that AWS takes off.</summary>
    internal static string SubjectType(string format) =>
        format.StartsWith(SamlNames.NameFormat, StringComparison.Ordinal) ? format[SamlNames.NameFormat.Length..] : format;

    /// <summary>The keys of the trust policy and those that stay with the session; null when two attributes would be one key.</summary>
    internal static (SessionKey[] Trust, SessionKey[] Session)? Of(AssertionStatement statement, SamlProvider provider)
    {
        var attributes = new Dictionary<string, SessionKey>(StringComparer.OrdinalIgnoreCase);
        foreach (var (attribute, values) in statement.Attributes)
        {
            if (Mapped.TryGetValue(attribute, out var key) && !attributes.TryAdd(key, KeyOf("saml:" + key, values)))
            {
                return null;
            }
        }

        SessionKey[] session =
        [
            SessionKey.Single("saml:sub", statement.NameId),
            SessionKey.Single("saml:sub_type", SubjectType(statement.NameFormat)),
            SessionKey.Single("saml:namequalifier", NameQualifier(statement.Issuer, provider.Account, provider.Name)),
        ];
        return (
            [
                .. attributes.Values,
                .. session,
                SessionKey.Single("saml:aud", statement.Recipient),
                SessionKey.Single("saml:iss", statement.Issuer),
                SessionKey.Single("saml:doc", $"{provider.Account}/{provider.Name}"),
            ],
            session);
    }

    // A key that may have several values is a list even with one; one that may not is a list all the same when it has several, or none.
    private static SessionKey KeyOf(string key, IReadOnlyList<string> values) =>
        new(key, values, IsList: values.Count != 1 || ContextKeys.Find(key) is not { IsMultivalued: false });
}
