using System.Xml;
using Daypass.Federation.Saml.Reading;

namespace Daypass.Federation.Saml.Encryption;

/// <summary>How the content of an encrypted assertion is enciphered.</summary>
/// <param name="KeyOctets">16, 24 or 32.</param>
/// <param name="IsAuthenticated">GCM; else CBC.</param>
internal readonly record struct ContentCipher(int KeyOctets, bool IsAuthenticated)
{
    internal static ContentCipher? Find(string? identifier) => identifier switch
    {
        SamlNames.Encryption + "aes128-cbc" => new(16, false),
        SamlNames.Encryption + "aes192-cbc" => new(24, false),
        SamlNames.Encryption + "aes256-cbc" => new(32, false),
        SamlNames.Encryption11 + "aes128-gcm" => new(16, true),
        SamlNames.Encryption11 + "aes192-gcm" => new(24, true),
        SamlNames.Encryption11 + "aes256-gcm" => new(32, true),
        _ => null,
    };
}

/// <summary>
/// An <c>EncryptedAssertion</c> that has exactly the parts it may have: one EncryptedData with its octets inside, one EncryptedKey in it or beside it,
/// nothing to fetch.
/// </summary>
internal sealed record EncryptedAssertion(ContentCipher Cipher, byte[] Content, OaepPadding Padding, byte[] Envelope)
{
    /// <summary>The parts; null and why not.</summary>
    internal static EncryptedAssertion? Read(XmlElement encrypted, out string fault)
    {
        if (encrypted.FindOnly("EncryptedData", SamlNames.Encryption) is not { } data
            || encrypted.ChildElements().Exists(static child =>
                !child.IsNamed("EncryptedData", SamlNames.Encryption) && !child.IsNamed("EncryptedKey", SamlNames.Encryption)))
        {
            fault = "not one EncryptedData";
            return null;
        }

        if (data.ReadAttribute("Type") is { } type && type != SamlNames.Encryption + "Element")
        {
            fault = "the encrypted thing is no element";
            return null;
        }

        var method = data.FindOnly("EncryptionMethod", SamlNames.Encryption);
        if (method is null || ContentCipher.Find(method.ReadAttribute("Algorithm")) is not { } cipher || ReadCipherValue(data) is not { } content)
        {
            fault = "content cipher";
            return null;
        }

        if (FindKey(encrypted, data) is not { } key || ReadPadding(key) is not { } padding || ReadCipherValue(key) is not { } envelope)
        {
            fault = "key transport is not one RSA-OAEP key for this content";
            return null;
        }

        fault = string.Empty;
        return new EncryptedAssertion(cipher, content, padding, envelope);
    }

    // A CipherReference would be something to fetch; there is a CipherValue or nothing.
    private static byte[]? ReadCipherValue(XmlElement element) =>
        element.FindOnly("CipherData", SamlNames.Encryption)?.ChildElements() is [var value] && value.IsNamed("CipherValue", SamlNames.Encryption)
            ? value.ReadBase64() : null;

    private static XmlElement? FindKey(XmlElement encrypted, XmlElement data)
    {
        var beside = encrypted.ChildElements("EncryptedKey", SamlNames.Encryption);
        var keyInfo = data.ChildElements("KeyInfo", SamlNames.Signature);
        if (keyInfo.Count > 1)
        {
            return null;
        }

        var inside = keyInfo is [var info] ? info.ChildElements("EncryptedKey", SamlNames.Encryption) : [];
        if (inside.Count + beside.Count != 1)
        {
            return null;
        }

        var key = inside is [var only] ? only : beside[0];
        foreach (var pointer in keyInfo is [var pointing] ? pointing.ChildElements("RetrievalMethod", SamlNames.Signature) : [])
        {
            if (pointer.ReadAttribute("URI") is not { Length: > 1 } target || target != "#" + key.ReadAttribute("Id") || pointer.HasChildNodes)
            {
                return null;
            }
        }

        foreach (var list in key.ChildElements("ReferenceList", SamlNames.Encryption))
        {
            foreach (var reference in list.ChildElements())
            {
                if (!reference.IsNamed("DataReference", SamlNames.Encryption) || reference.ReadAttribute("URI") is not { Length: > 1 } target || target != "#"
                    + data.ReadAttribute("Id"))
                {
                    return null;
                }
            }
        }

        return key;
    }

    // RSA PKCS#1 v1.5 is never taken.
    private static OaepPadding? ReadPadding(XmlElement key)
    {
        if (key.FindOnly("EncryptionMethod", SamlNames.Encryption) is not { } method || method.ChildElements("OAEPparams", SamlNames.Encryption).Count > 0)
        {
            return null;
        }

        var digests = method.ChildElements("DigestMethod", SamlNames.Signature);
        var masks = method.ChildElements("MGF", SamlNames.Encryption11);
        if (digests.Count > 1 || masks.Count > 1)
        {
            return null;
        }

        var digest = digests is [var named] ? named.ReadAttribute("Algorithm") : SamlNames.Signature + "sha1";
        var isOlder = method.ReadAttribute("Algorithm") == SamlNames.Encryption + "rsa-oaep-mgf1p";
        if (!isOlder && method.ReadAttribute("Algorithm") != SamlNames.Encryption11 + "rsa-oaep")
        {
            return null;
        }

        var mask = !isOlder && masks is [var generator] ? generator.ReadAttribute("Algorithm") : SamlNames.Encryption11 + "mgf1sha1";
        return OaepPadding.Find(digest, mask);
    }
}
