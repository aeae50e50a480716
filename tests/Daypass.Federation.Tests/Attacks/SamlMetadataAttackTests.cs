using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Federation.Saml.Metadata;
using Daypass.Federation.Tests.Saml;
using Daypass.Protocol.Iam;
using Daypass.Testing;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Metadata documents, good and bad.</summary>
[Trait("Road", "front door")]
public sealed class SamlMetadataAttackTests(SamlWorld world) : IClassFixture<SamlWorld>
{
    [Theory]
    [InlineData("signing")]
    [InlineData("")]
    public void Keys_for_signing_or_for_anything_are_kept(string use)
    {
        var metadata = SamlMetadataReader.Read(TestSamlIdp.MetadataOf("https://idp.example.com/saml", (use, world.Idp.Certificate))).Value!;

        Assert.Equal("https://idp.example.com/saml", metadata.EntityId);
        Assert.Equal(world.Idp.Certificate.Thumbprint, Assert.Single(metadata.SigningKeys).Thumbprint);
    }

    [Fact]
    public void Two_certificates_side_by_side_are_two_keys()
    {
        using var second = RSA.Create(2048);
        var one = TestSamlIdp.MetadataOf("https://idp.example.com/saml", ("signing", world.Idp.Certificate));
        var added = $"</X509Certificate><X509Certificate>{Convert.ToBase64String(TestSamlIdp.MakeCertificate(second).RawData)}</X509Certificate>";

        Assert.Equal(2, SamlMetadataReader.Read(one.Replace("</X509Certificate>", added, StringComparison.Ordinal)).Value!.SigningKeys.Count);
        Assert.Equal(2, SamlMetadataReader.Read(
            TestSamlIdp.MetadataOf("https://idp.example.com/saml", ("signing", world.Idp.Certificate), ("", TestSamlIdp.MakeCertificate(second))))
            .Value!.SigningKeys.Count);
    }

    [Fact]
    public void An_entity_may_stand_alone_in_a_list_and_have_other_roles()
    {
        var xml = world.Idp.Metadata.Replace(
            "</EntityDescriptor>", "<SPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"/></EntityDescriptor>",
            StringComparison.Ordinal);

        Assert.True(SamlMetadataReader.Read(
            $"<?xml version=\"1.0\"?><!-- list --><EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\">{xml}</EntitiesDescriptor>").Succeeded);
    }

    [Theory, Trait("Attack", "S-MD")]
    [InlineData("doctype")]
    [InlineData("entity")]
    [InlineData("bom")]
    [InlineData("two entities")]
    [InlineData("no entity id")]
    [InlineData("saml 1.1")]
    [InlineData("service provider")]
    [InlineData("rsa 512")]
    [InlineData("repeated extension")]
    [InlineData("malformed")]
    [InlineData("empty")]
    [InlineData("html")]
    [InlineData("deep")]
    public async Task Metadata_that_is_none_is_refused_as_AWS_refuses(string what)
    {
        var good = world.Idp.Metadata;
        var xml = what switch
        {
            "doctype" => "<!DOCTYPE EntityDescriptor>" + good,
            "entity" => "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + good,
            "bom" => '\uFEFF' + good,
            "two entities" => $"<EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\">{good}"
                + $"{good.Replace("idp.example", "evil.example", StringComparison.Ordinal)}</EntitiesDescriptor>",
            "no entity id" => good.Replace("entityID=\"https://idp.example.com/saml\"", string.Empty, StringComparison.Ordinal),
            "saml 1.1" => good.Replace("SAML:2.0:protocol", "SAML:1.1:protocol", StringComparison.Ordinal),
            "service provider" => good.Replace("IDPSSODescriptor", "SPSSODescriptor", StringComparison.Ordinal),
            "rsa 512" => TestSamlIdp.MetadataOf("https://idp.example.com/saml", ("signing", Weak())),
            "repeated extension" => TestSamlIdp.MetadataOf("https://idp.example.com/saml", ("signing", Repeating())),
            "malformed" => good[..^5],
            "empty" => string.Empty,
            "html" => "<html><body>Sign in</body></html>",
            _ => good.Replace("<IDPSSODescriptor", string.Concat(Enumerable.Repeat("<x>", 70)) + string.Concat(Enumerable.Repeat("</x>", 70))
                + "<IDPSSODescriptor", StringComparison.Ordinal),
        };

        var error = SamlMetadataReader.Read(xml).Error!;

        var sentence = what == "service provider" ? "SAML Providers must reference at least one SAML assertion issuer" : "Could not parse metadata";
        Assert.Equal(("InvalidInput", 400, sentence), (error.Code, error.Status, error.Message));
        var answered = (await world.Door.Server.Api.Call(new CreateSamlProviderRequest { Name = "bad", SamlMetadataDocument = xml }, world.Door.Server.Admin))
            .Error!;
        var updated = (await world.Door.Server.Api.Call(
            new UpdateSamlProviderRequest { SamlProviderArn = SamlDraft.Provider, SamlMetadataDocument = xml }, world.Door.Server.Admin)).Error!;

        // Shorter than 1000 characters, it is not even read.
        Assert.Equal((xml.Length < 1000 ? "ValidationError" : "InvalidInput", 400), (answered.Code, answered.Status));
        Assert.Equal((answered.Code, answered.Status), (updated.Code, updated.Status));
    }

    [Theory, Trait("Attack", "S-MD")]
    [InlineData("no key")]
    [InlineData("encryption key only")]
    [InlineData("no certificate")]
    [InlineData("key elsewhere")]
    public void Metadata_without_a_key_that_signs_is_taken_as_at_AWS_and_proves_nothing(string what)
    {
        var good = world.Idp.Metadata;
        var read = SamlMetadataReader.Read(what switch
        {
            "no key" => TestSamlIdp.MetadataOf("https://idp.example.com/saml"),
            "encryption key only" => TestSamlIdp.MetadataOf("https://idp.example.com/saml", ("encryption", world.Idp.Certificate)),
            "no certificate" => good.Replace("X509Certificate>", "X509CRL>", StringComparison.Ordinal),
            _ => good.Replace("<KeyDescriptor use=\"signing\">", "<Extensions><KeyDescriptor use=\"signing\">", StringComparison.Ordinal)
                .Replace("</KeyDescriptor>", "</KeyDescriptor></Extensions>", StringComparison.Ordinal),
        });
        Assert.Empty(read.Value!.SigningKeys);
        var refused = world.Verifier.Verify(world.Idp.Mint(world.Draft), world.Provider with { Metadata = read.Value }, SamlDraft.Role);
        Assert.Equal(("InvalidIdentityToken", "Response signature invalid"), (refused.Error!.Code, refused.Error.Message));
    }

    [Fact, Trait("Attack", "S-MD")]
    public void Metadata_needs_no_address_to_sign_on_at() =>
        Assert.True(SamlMetadataReader.Read(world.Idp.Metadata.Replace("SingleSignOnService", "SingleLogoutService", StringComparison.Ordinal)).Succeeded);

    [Fact, Trait("Attack", "S-MD")]
    public void A_key_for_encryption_signs_nothing()
    {
        using var other = RSA.Create(2048);
        var metadata = SamlMetadataReader.Read(
            TestSamlIdp.MetadataOf("https://idp.example.com/saml", ("encryption", world.Idp.Certificate), ("signing", TestSamlIdp.MakeCertificate(other))))
            .Value!;

        Assert.Equal(SamlWorld.SignatureInvalid,
            world.Verifier.Verify(world.Idp.Mint(world.Draft), world.Provider with { Metadata = metadata }, SamlDraft.Role).Error!.Message);
    }

    [Fact, Trait("Attack", "S-MD")]
    public void Ten_megabytes_of_metadata_are_read_in_one_pass_within_a_second()
    {
        var text = world.Idp.Metadata.Replace(
            "<SingleSignOnService", $"<Extensions><x>{new string('x', 9_990_000)}</x></Extensions><SingleSignOnService", StringComparison.Ordinal);
        var many = world.Idp.Metadata.Replace(
            "<SingleSignOnService", $"<Extensions>{string.Concat(Enumerable.Repeat("<x/>", 2_400_000))}</Extensions><SingleSignOnService",
            StringComparison.Ordinal);

        var taken = ThreadTime.Of(() =>
        {
            Assert.True(SamlMetadataReader.Read(text).Succeeded);
            Assert.False(SamlMetadataReader.Read(many).Succeeded);
        });

        Assert.True(taken < TimeSpan.FromSeconds(1), $"{taken.TotalMilliseconds} ms");
    }

    private static X509Certificate2 Weak()
    {
        using var key = RSA.Create(512);
        return TestSamlIdp.MakeCertificate(key);
    }

    private static X509Certificate2 Repeating()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509Extension("1.2.3.4", [5, 0], false));
        request.CertificateExtensions.Add(new X509Extension("1.2.3.5", [5, 0], false));
        using var made = request.CreateSelfSigned(
            new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2001, 12, 31, 0, 0, 0, TimeSpan.Zero));

        // The platform would not write the same identifier twice, so the second is changed into the first afterwards; nobody checks the signature.
        var octets = made.RawData;
        octets[octets.AsSpan().IndexOf((ReadOnlySpan<byte>)[6, 3, 0x2A, 3, 5]) + 4] = 4;
        return X509CertificateLoader.LoadCertificate(octets);
    }
}
