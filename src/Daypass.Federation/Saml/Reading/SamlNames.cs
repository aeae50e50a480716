namespace Daypass.Federation.Saml.Reading;

/// <summary>The namespaces and identifiers of SAML 2.0, XML Signature and XML Encryption that are read here.</summary>
internal static class SamlNames
{
    internal const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    internal const string Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
    internal const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    internal const string Signature = "http://www.w3.org/2000/09/xmldsig#";
    internal const string Encryption = "http://www.w3.org/2001/04/xmlenc#";
    internal const string Encryption11 = "http://www.w3.org/2009/xmlenc11#";
    internal const string ExclusiveForm = "http://www.w3.org/2001/10/xml-exc-c14n#";
    internal const string InclusiveForm = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    internal const string Enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    internal const string Declarations = "http://www.w3.org/2000/xmlns/";
    internal const string Success = "urn:oasis:names:tc:SAML:2.0:status:Success";
    internal const string Bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    internal const string NameFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
}
