using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Daypass.Testing.Saml;

/// <summary>How an assertion is enciphered, in every detail that an attack might want otherwise.</summary>
public sealed record XmlEncryptionOptions
{
    public const string Oaep = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
    public const string Oaep11 = "http://www.w3.org/2009/xmlenc11#rsa-oaep";

    /// <summary>The content cipher, such as <c>aes256-gcm</c>.</summary>
    public string Cipher { get; init; } = "aes128-cbc";

    /// <summary>The key transport.</summary>
    public string Transport { get; init; } = Oaep;

    /// <summary>What stands inside the key's EncryptionMethod.</summary>
    public string TransportDetail { get; init; } = string.Empty;

    /// <summary>The padding behind <see cref="Transport"/>.</summary>
    public RSAEncryptionPadding Padding { get; init; } = RSAEncryptionPadding.OaepSHA1;

    /// <summary>Puts the key beside the content, with references between them, and not inside.</summary>
    public bool KeyBeside { get; init; }

    /// <summary>How the content key is enciphered instead.</summary>
    public Func<byte[], RSA, byte[]>? Seal { get; init; }

    /// <summary>Changes the cipher octets.</summary>
    public Func<byte[], byte[]>? EditContent { get; init; }

    /// <summary>Changes the text of the EncryptedAssertion.</summary>
    public Func<string, string>? EditXml { get; init; }
}

/// <summary>Replaces the assertion of a response by its enciphered form.</summary>
public static class XmlEncrypter
{
    /// <summary>Enciphers the one assertion of the document for the holder of the key.</summary>
    public static void Encrypt(XmlDocument document, RSA recipient, XmlEncryptionOptions? options = null)
    {
        var assertion = TestSamlIdp.AssertionOf(document);
        var root = document.DocumentElement!;
        var encrypted = XmlSigner.Parse(Encrypt(Encoding.UTF8.GetBytes(assertion.OuterXml), recipient, options ?? new XmlEncryptionOptions()));
        root.ReplaceChild(document.ImportNode(encrypted.DocumentElement!, true), assertion);
    }

    /// <summary>An EncryptedAssertion around any octets.</summary>
    public static string Encrypt(byte[] plain, RSA recipient, XmlEncryptionOptions options)
    {
        var key = RandomNumberGenerator.GetBytes(int.Parse(options.Cipher.AsSpan(3, 3), System.Globalization.CultureInfo.InvariantCulture) / 8);
        var isGcm = options.Cipher.EndsWith("gcm", StringComparison.Ordinal);
        var content = isGcm ? Gcm(key, plain) : Cbc(key, plain);
        content = options.EditContent?.Invoke(content) ?? content;
        var space = isGcm ? "http://www.w3.org/2009/xmlenc11#" : "http://www.w3.org/2001/04/xmlenc#";
        var references = options.KeyBeside ? "<xenc:ReferenceList><xenc:DataReference URI=\"#_data\"/></xenc:ReferenceList>" : string.Empty;
        var envelope = Convert.ToBase64String(options.Seal?.Invoke(key, recipient) ?? recipient.Encrypt(key, options.Padding));
        var encryptedKey =
            $"<xenc:EncryptedKey Id=\"_key\"><xenc:EncryptionMethod Algorithm=\"{options.Transport}\">{options.TransportDetail}</xenc:EncryptionMethod>" +
            $"<xenc:CipherData><xenc:CipherValue>{envelope}</xenc:CipherValue></xenc:CipherData>{references}</xenc:EncryptedKey>";
        var keyInfo = options.KeyBeside ? "<ds:RetrievalMethod Type=\"http://www.w3.org/2001/04/xmlenc#EncryptedKey\" URI=\"#_key\"/>" : encryptedKey;
        var xml =
            "<saml:EncryptedAssertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\" xmlns:ds=\"http://"
                + "www.w3.org/2000/09/xmldsig#\" xmlns:xenc11=\"http://www.w3.org/2009/xmlenc11#\">" +
            $"<xenc:EncryptedData Id=\"_data\" Type=\"http://www.w3.org/2001/04/xmlenc#Element\"><xenc:EncryptionMethod Algorithm=\"{space}{options.Cipher}\"/"
                + $"><ds:KeyInfo>{keyInfo}</ds:KeyInfo>" +
            $"<xenc:CipherData><xenc:CipherValue>{Convert.ToBase64String(content)}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>"
                + $"{(options.KeyBeside ? encryptedKey : string.Empty)}</saml:EncryptedAssertion>";
        return options.EditXml?.Invoke(xml) ?? xml;
    }

    private static byte[] Cbc(byte[] key, byte[] plain)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        var iv = RandomNumberGenerator.GetBytes(16);
        var added = 16 - (plain.Length % 16);
        return [.. iv, .. aes.EncryptCbc((byte[])[.. plain, .. RandomNumberGenerator.GetBytes(added - 1), (byte)added], iv, PaddingMode.None)];
    }

    private static byte[] Gcm(byte[] key, byte[] plain)
    {
        var nonce = RandomNumberGenerator.GetBytes(12);
        var cipher = new byte[plain.Length];
        var tag = new byte[16];
#pragma warning disable RS0030 // One use on one thread, to make what the product must open.
        using var gcm = new AesGcm(key, 16);
#pragma warning restore RS0030
        gcm.Encrypt(nonce, plain, cipher, tag);
        return [.. nonce, .. cipher, .. tag];
    }
}
