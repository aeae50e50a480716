using System.Security.Cryptography;

namespace Daypass.Testing.Saml;

/// <summary>How a signature is made, in every detail that an attack might want otherwise.</summary>
public sealed record XmlSignatureOptions
{
    public const string ExclusiveForm = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public const string InclusiveForm = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    public const string Enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    public const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    /// <summary>The signature method.</summary>
    public string Method { get; init; } = RsaSha256;

    /// <summary>The digest method.</summary>
    public string Digest { get; init; } = "http://www.w3.org/2001/04/xmlenc#sha256";

    /// <summary>The canonicalization of SignedInfo and of the element.</summary>
    public string Form { get; init; } = ExclusiveForm;

    /// <summary>An InclusiveNamespaces prefix list.</summary>
    public string? Prefixes { get; init; }

    /// <summary>The hash behind <see cref="Digest"/>.</summary>
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>Replaces the Transform elements.</summary>
    public string? Transforms { get; init; }

    /// <summary>Replaces the reference's URI.</summary>
    public string? Uri { get; init; }

    /// <summary>The content of KeyInfo; no KeyInfo when null.</summary>
    public string? KeyInfo { get; init; }

    /// <summary>Makes the signature value; the provider's key when null.</summary>
    public Func<byte[], byte[]>? Sign { get; init; }

    /// <summary>Changes the text of SignedInfo before it is signed.</summary>
    public Func<string, string>? EditSignedInfo { get; init; }
}
