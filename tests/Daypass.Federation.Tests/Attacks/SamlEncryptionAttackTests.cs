using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Identity;
using Daypass.Federation.Saml;
using Daypass.Federation.Saml.Encryption;
using Daypass.Federation.Saml.Providers;
using Daypass.Federation.Tests.Saml;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Encrypted assertions: the good ones open, and of the others nobody learns why they do not.</summary>
[Trait("Road", "front door")]
public sealed class SamlEncryptionAttackTests : IClassFixture<SamlWorld>
{
    private const string Sha256Detail = "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>";
    private const string Mgf256 = "<xenc11:MGF Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1sha256\"/>";

    private readonly SamlWorld _world;
    private readonly RSA _recipient;
    private readonly SamlIssuer _provider;

    public SamlEncryptionAttackTests(SamlWorld world)
    {
        _world = world;
        _recipient = world.Recipient;
        Assert.True(SamlDecryptionKey.TryRead(_recipient.ExportPkcs8PrivateKeyPem(), out var key));
        _provider = world.Provider with { PrivateKeys = [key] };
    }

    [Theory]
    [InlineData("aes128-cbc")]
    [InlineData("aes192-cbc")]
    [InlineData("aes256-cbc")]
    [InlineData("aes128-gcm")]
    [InlineData("aes192-gcm")]
    [InlineData("aes256-gcm")]
    public void Every_content_cipher_that_AWS_takes_opens(string cipher)
    {
        var result = Present(Mint(new XmlEncryptionOptions { Cipher = cipher }));

        Assert.True(result.Succeeded, result.Error?.Reason);
        Assert.Equal("jane", result.Value.Subject);
    }

    [Fact]
    public void OAEP_with_SHA_256_opens() =>
        Assert.True(Present(Mint(new XmlEncryptionOptions { Transport = XmlEncryptionOptions.Oaep11, TransportDetail = Sha256Detail + Mgf256,
            Padding = RSAEncryptionPadding.OaepSHA256 })).Succeeded);

    [Theory]
    [InlineData(XmlEncryptionOptions.Oaep)]
    [InlineData(XmlEncryptionOptions.Oaep11)]
    public void OAEP_with_SHA_256_for_the_label_and_SHA_1_for_the_mask_opens(string transport) =>
        Assert.True(Present(Mint(new XmlEncryptionOptions
        {
            Transport = transport,
            TransportDetail = Sha256Detail,
            Seal = static (key, recipient) => OaepSealer.Seal(key, recipient, HashAlgorithmName.SHA256, HashAlgorithmName.SHA1),
        })).Succeeded);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_key_may_stand_inside_or_beside_and_the_response_may_be_signed_around_it(bool beside, bool signResponse) =>
        Assert.True(Present(Mint(new XmlEncryptionOptions { KeyBeside = beside, Cipher = "aes256-gcm" }, signResponse)).Succeeded);

    [Fact]
    public void The_second_key_opens_what_the_first_does_not()
    {
        using var other = RSA.Create(2048);
        Assert.True(SamlDecryptionKey.TryRead(other.ExportRSAPrivateKeyPem(), out var first));

        Assert.True(Present(Mint(), _provider with { PrivateKeys = [first, .. _provider.PrivateKeys] }).Succeeded);
    }

    [Fact, Trait("Attack", "S-CRYPT")]
    public void A_plain_assertion_is_refused_when_encryption_is_required()
    {
        Assert.StartsWith("DP-SAML-11", Present(_world.Idp.Mint(_world.Draft), _provider with { RequiresEncryption = true }).Error!.Reason,
            StringComparison.Ordinal);
        Assert.True(Present(Mint(), _provider with { RequiresEncryption = true }).Succeeded);
        Assert.True(Present(_world.Idp.Mint(_world.Draft)).Succeeded);
    }

    [Fact, Trait("Attack", "S-CRYPT")]
    public void Without_a_private_key_nothing_is_opened() => Refused(Mint(), _world.Provider);

    [Fact, Trait("Attack", "S-CRYPT")]
    public void An_assertion_for_another_recipient_is_refused()
    {
        using var other = RSA.Create(2048);
        var document = _world.Idp.Issue(_world.Draft);
        XmlEncrypter.Encrypt(document, other);

        Refused(TestSamlIdp.Encode(document));
    }

    [Theory, Trait("Attack", "S-CRYPT")]
    [InlineData("aes128-cbc")]
    [InlineData("aes256-gcm")]
    public void A_flipped_bit_anywhere_in_the_content_gets_the_answer_of_a_bad_signature(string cipher)
    {
        for (var at = 0; at < 2000; at += 97)
        {
            Refused(Mint(new XmlEncryptionOptions { Cipher = cipher, EditContent = octets => Flip(octets, at % octets.Length) }));
        }
    }

    [Theory, Trait("Attack", "S-CRYPT")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(33)]
    public void Content_of_an_impossible_length_is_refused(int length)
    {
        Refused(Mint(new XmlEncryptionOptions { EditContent = octets => octets[..length] }));
        Refused(Mint(new XmlEncryptionOptions { Cipher = "aes256-gcm", EditContent = octets => octets[..length] }));
    }

    [Fact, Trait("Attack", "S-CRYPT")]
    public void Every_value_of_the_last_padding_octet_gets_one_answer()
    {
        for (var value = 0; value < 256; value++)
        {
            Refused(Mint(new XmlEncryptionOptions { EditContent = octets => [.. octets[..^17], (byte)(octets[^17] ^ (value | 1)), .. octets[^16..]] }));
        }
    }

    [Theory, Trait("Attack", "S-CRYPT")]
    [InlineData("tripledes-cbc", null, null)]
    [InlineData(null, "http://www.w3.org/2001/04/xmlenc#rsa-1_5", null)]
    [InlineData(null, XmlEncryptionOptions.Oaep11, Mgf256)]
    [InlineData(null, null, "<xenc:OAEPparams>AAAA</xenc:OAEPparams>")]
    [InlineData(null, null, Sha256Detail + Sha256Detail)]
    public void Ciphers_and_key_transports_outside_the_list_are_refused(string? cipher, string? transport, string? detail) =>
        Refused(Mint(new XmlEncryptionOptions
        {
            Transport = transport ?? XmlEncryptionOptions.Oaep,
            TransportDetail = detail ?? string.Empty,
            EditXml = xml => cipher is null ? xml : xml.Replace("aes128-cbc", cipher, StringComparison.Ordinal),
        }));

    [Theory, Trait("Attack", "S-CRYPT")]
    [InlineData("<xenc:CipherValue>", "<xenc:CipherReference URI=\"http://127.0.0.1:9/\"/><xenc:CipherValue>")]
    [InlineData("<xenc:CipherData><xenc:CipherValue>",
        "<xenc:CipherData><xenc:CipherReference URI=\"http://127.0.0.1:9/\"/></xenc:CipherData><xenc:CipherData><xenc:CipherValue>")]
    [InlineData("xmlenc#Element", "xmlenc#Content")]
    [InlineData("<xenc:EncryptedData ", "<xenc:EncryptedData/><xenc:EncryptedData ")]
    [InlineData("<ds:KeyInfo>", "<ds:KeyInfo/><ds:KeyInfo>")]
    [InlineData("<ds:KeyInfo>", "<ds:KeyInfo><ds:RetrievalMethod URI=\"http://127.0.0.1:9/key\"/>")]
    [InlineData("<ds:KeyInfo>", "<ds:KeyInfo><ds:RetrievalMethod URI=\"#_other\"/>")]
    [InlineData("</saml:EncryptedAssertion>", "<saml:Extra/></saml:EncryptedAssertion>")]
    public void An_encrypted_assertion_of_another_shape_is_refused_and_nothing_is_fetched(string from, string to) =>
        Refused(Mint(new XmlEncryptionOptions { EditXml = xml => xml.Replace(from, to, StringComparison.Ordinal) }));

    [Theory, Trait("Attack", "S-CRYPT")]
    [InlineData("URI=\"#_data\"", "URI=\"#_else\"")]
    [InlineData("<xenc:DataReference ", "<xenc:KeyReference ")]
    [InlineData("URI=\"#_key\"", "URI=\"file:///etc/passwd\"")]
    public void References_between_key_and_content_must_be_to_each_other(string from, string to) =>
        Refused(Mint(new XmlEncryptionOptions { KeyBeside = true, EditXml = xml => xml.Replace(from, to, StringComparison.Ordinal) }));

    [Theory, Trait("Attack", "S-CRYPT")]
    [InlineData("unsigned")]
    [InlineData("foreign")]
    [InlineData("nested")]
    [InlineData("two")]
    [InlineData("no assertion")]
    [InlineData("doctype")]
    [InlineData("id of the response")]
    public void What_is_enciphered_must_be_one_signed_assertion(string what)
    {
        // Anybody can encipher for a public key, so everything asked of a plain assertion is asked again.
        var draft = what == "id of the response" ? _world.Draft with { AssertionId = "_response" } : _world.Draft;
        var document = _world.Idp.Issue(draft, signAssertion: what != "unsigned" && what != "foreign");
        var assertion = TestSamlIdp.AssertionOf(document);
        if (what == "foreign")
        {
            XmlSigner.Sign(assertion, new TestSamlIdp().Sign);
        }

        var plain = what switch
        {
            "nested" => XmlEncrypter.Encrypt(Encoding.UTF8.GetBytes(assertion.OuterXml), _recipient, new XmlEncryptionOptions()),
            "two" => $"<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_outer\" "
                + $"Version=\"2.0\">{assertion.OuterXml}</saml:Assertion>",
            "no assertion" => "<x/>",
            "doctype" => "<!DOCTYPE x>" + assertion.OuterXml,
            _ => assertion.OuterXml,
        };
        var encrypted = XmlSigner.Parse(XmlEncrypter.Encrypt(Encoding.UTF8.GetBytes(plain), _recipient, new XmlEncryptionOptions()));
        document.DocumentElement!.ReplaceChild(document.ImportNode(encrypted.DocumentElement!, true), assertion);

        Refused(TestSamlIdp.Encode(document));
    }

    [Fact, Trait("Attack", "S-CRYPT")]
    public void A_plain_assertion_beside_an_encrypted_one_is_refused()
    {
        var document = XmlSigner.Parse(_world.Idp.Issue(_world.Draft).OuterXml);
        var copy = (System.Xml.XmlElement)TestSamlIdp.AssertionOf(document).CloneNode(true);
        XmlEncrypter.Encrypt(document, _recipient);
        document.DocumentElement!.AppendChild(copy);

        Assert.StartsWith("DP-SAML-10", Present(TestSamlIdp.Encode(document)).Error!.Reason, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "S-CRYPT")]
    public void A_bad_response_signature_is_found_before_anything_is_opened()
    {
        var xml = _world.Idp.Issue(_world.Draft);
        XmlEncrypter.Encrypt(xml, _recipient);
        XmlSigner.Sign(xml.DocumentElement!, new TestSamlIdp().Sign);

        Assert.StartsWith("DP-SAML-20", Present(TestSamlIdp.Encode(xml)).Error!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pkcs8", true)]
    [InlineData("pkcs1", true)]
    [InlineData("rsa1024", true)]
    [InlineData("ec", false)]
    public void Private_keys_are_read_in_every_form_that_AWS_takes(string form, bool decrypts)
    {
        using var small = RSA.Create(1024);
        using var curve = ECDsa.Create();
        Assert.True(SamlDecryptionKey.TryRead(
            form switch { "pkcs8" => _recipient.ExportPkcs8PrivateKeyPem(), "pkcs1" => _recipient.ExportRSAPrivateKeyPem(), "rsa1024" =>
            small.ExportPkcs8PrivateKeyPem(), _ => curve.ExportPkcs8PrivateKeyPem() }, out var key));
        Assert.Equal(decrypts, key.CanDecrypt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    [InlineData("public")]
    public void What_is_no_private_key_is_not_read(string pem) =>
        Assert.False(SamlDecryptionKey.TryRead(pem == "public" ? _recipient.ExportSubjectPublicKeyInfoPem() : pem, out _));

    [Theory]
    [InlineData(8192, 3, true)]
    [InlineData(8200, 3, false)]
    [InlineData(8676, 3, false)]
    [InlineData(2048, 8, true)]
    [InlineData(2048, 9, false)]
    public void A_key_that_costs_too_much_to_use_is_not_read(int bits, int exponentOctets, bool isRead)
    {
        var pem = RsaKeyForm.Pem(bits, exponentOctets);
        Assert.Equal(isRead, SamlDecryptionKey.TryRead(pem, out _));
        Assert.Equal(isRead, new SamlTrusts(new SamlServerRules(), _world.Clock).IsPrivateKey(pem));
    }

    [Fact]
    public void A_stored_key_that_cannot_be_used_is_told_of()
    {
        var heard = new Heard();
        var trusts = new SamlTrusts(new SamlServerRules(), _world.Clock, heard);
        var registration = new SamlRegistration
        {
            Arn = _provider.Arn,
            Account = _provider.Account,
            Name = _provider.Name,
            Metadata = _world.Idp.Metadata,
            PrivateKeys = [Secret.FromText(_recipient.ExportPkcs8PrivateKeyPem()), Secret.FromText(RsaKeyForm.Pem(8200, 3))],
        };
        Assert.True(trusts.Read(registration).Succeeded);
        Assert.Equal([$"2 of {_provider.Arn}"], heard.Keys);
    }

    private static byte[] Flip(byte[] octets, int at)
    {
        octets[at] ^= 1;
        return octets;
    }

    private string Mint(XmlEncryptionOptions? options = null, bool signResponse = false)
    {
        var document = _world.Idp.Issue(_world.Draft);
        XmlEncrypter.Encrypt(document, _recipient, options);
        if (signResponse)
        {
            XmlSigner.Sign(document.DocumentElement!, _world.Idp.Sign);
        }

        return TestSamlIdp.Encode(document);
    }

    private Result<SamlIdentity> Present(string response, SamlIssuer? provider = null) =>
        _world.Verifier.Verify(response, provider ?? _provider, SamlDraft.Role);

    private void Refused(string response, SamlIssuer? provider = null)
    {
        var result = Present(response, provider);
        Assert.False(result.Succeeded, "the response was accepted");
        Assert.DoesNotContain("DP-SAML-00", result.Error!.Reason, StringComparison.Ordinal);
        Assert.Equal(("InvalidIdentityToken", 400, SamlWorld.SignatureInvalid), (result.Error.Code, result.Error.Status, result.Error.Message));
        if (provider is null)
        {
            _world.Door.RefusesResponse(response, result.Error);
        }
    }

    private sealed class Heard : ISamlTrustLog
    {
        public List<string> Keys { get; } = [];

        public void KeyUnusable(string provider, int number) => Keys.Add(FormattableString.Invariant($"{number} of {provider}"));
    }
}
