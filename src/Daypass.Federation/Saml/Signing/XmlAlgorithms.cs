using System.Security.Cryptography;

namespace Daypass.Federation.Saml.Signing;

/// <summary>A signature method of XML Signature: RSA PKCS#1 v1.5 or ECDSA, with its hash. There is no HMAC here, so none can be asked for.</summary>
internal sealed record XmlSignatureMethod(bool IsRsa, HashAlgorithmName Hash)
{
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";

    /// <summary>The method of that identifier; null when it is not on the list.</summary>
    internal static XmlSignatureMethod? Find(string? identifier, bool allowSha1) => identifier switch
    {
        More + "rsa-sha256" => new(true, HashAlgorithmName.SHA256),
        More + "rsa-sha384" => new(true, HashAlgorithmName.SHA384),
        More + "rsa-sha512" => new(true, HashAlgorithmName.SHA512),
        More + "ecdsa-sha256" => new(false, HashAlgorithmName.SHA256),
        More + "ecdsa-sha384" => new(false, HashAlgorithmName.SHA384),
        More + "ecdsa-sha512" => new(false, HashAlgorithmName.SHA512),
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1" when allowSha1 => new(true, HashAlgorithmName.SHA1),
        _ => null,
    };
}

/// <summary>The digest methods of XML Signature and XML Encryption.</summary>
internal static class XmlDigest
{
    /// <summary>The hash of that identifier; null when it is not on the list.</summary>
    internal static HashAlgorithmName? Find(string? identifier, bool allowSha1) => identifier switch
    {
        "http://www.w3.org/2001/04/xmlenc#sha256" => HashAlgorithmName.SHA256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => HashAlgorithmName.SHA384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => HashAlgorithmName.SHA512,
        "http://www.w3.org/2000/09/xmldsig#sha1" when allowSha1 => HashAlgorithmName.SHA1,
        _ => null,
    };
}
