using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Propagation;

/// <summary>What of an assertion stays with sessions.</summary>
public sealed partial class SamlPropagationTests : IAsyncLifetime
{
    private const string Unit = "urn:example:unit";

    private PropagationWorld _world = null!;

    public async Task InitializeAsync() => _world = await PropagationWorld.Start();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task The_NameID_and_attributes_stay_and_the_issuer_is_a_hash_of_the_key_that_signed()
    {
        await _world.RegisterSaml(PropagationWorld.Context("Subject/NameID", Unit + ">Unit"));
        var hash = KeyHash(_world.Idp.Metadata);
        var role = await _world.SamlRole("worker", PropagationWorld.Allow("\"sts:GetAccessKeyInfo\"", $$"""
            {"StringEquals":{"aws:OriginIdentity/Subject":"jane","aws:OriginIdentity/Issuer":"{{hash}}","{{PropagationWorld.Prefix}}Unit":"books"} }
            """));

        var answer = (await _world.Redeem(role, _world.Idp.Mint(_world.Draft(role).With((Unit, ["books"]))))).Value!;

        var context = answer.TrustedIdentityPropagationContext!;
        Assert.Equal(("jane", "user", hash, _world.SamlArn),
            (context.OriginIdentity!.Subject, context.OriginIdentity.SubjectType, context.OriginIdentity.Issuer,
            context.OriginIdentity.FederatedProviderArn));
        Assert.Equal([new("Unit", "books")], context.TransactionContext!.IdentityProvider!);
        Assert.Equal(("jane", "persistent", "https://idp.example.com/saml"), (answer.Subject, answer.SubjectType, answer.Issuer));
        Assert.True(await _world.MayProbe(PropagationWorld.Signing(answer.Credentials)));
    }

    [Fact]
    public async Task An_encrypted_assertion_sets_the_keys_and_the_answer_is_silent()
    {
        using var recipient = RSA.Create(2048);
        await _world.RegisterSaml(PropagationWorld.Context("Subject/NameID", Unit + ">Unit"), recipient.ExportPkcs8PrivateKeyPem());
        var role = await _world.SamlRole("worker", PropagationWorld.Allow("\"sts:GetAccessKeyInfo\"", $$"""
            {"StringEquals":{"aws:OriginIdentity/Subject":"jane","{{PropagationWorld.Prefix}}Unit":"books"} }
            """));
        var response = _world.Idp.Issue(_world.Draft(role).With((Unit, ["books"])));
        XmlEncrypter.Encrypt(response, recipient);

        var answer = (await _world.Redeem(role, TestSamlIdp.Encode(response))).Value!;

        Assert.Null(answer.TrustedIdentityPropagationContext);
        Assert.True(await _world.MayProbe(PropagationWorld.Signing(answer.Credentials)));
    }

    [Theory]
    [InlineData("subject")]
    [InlineData("several")]
    [InlineData("long")]
    public async Task An_attribute_that_cannot_be_kept_as_it_is_refuses_the_assertion(string what)
    {
        await _world.RegisterSaml(PropagationWorld.Context("urn:example:mail", Unit + ">Unit"));
        var role = await _world.SamlRole("worker");
        var draft = _world.Draft(role).With(
            ("urn:example:mail", what == "subject" ? [] : ["jane@example.com"]),
            (Unit, what == "several" ? ["books", "maps"] : [new string('x', what == "long" ? 129 : 128)]));

        var error = (await _world.Redeem(role, _world.Idp.Mint(draft))).Error;

        Assert.Equal(
            ("InvalidIdentityToken", "SAML Assertion has no usable value for the context provider's source key: "
                + (what == "subject" ? "urn:example:mail" : Unit)),
            (error?.Code, error?.Message));
        Assert.Contains("DP-SAML-67", await _world.AuditText(), StringComparison.Ordinal);
    }

    private static string KeyHash(string metadata)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(
            Convert.FromBase64String(Certificate().Match(metadata).Groups[1].Value.Replace("\n", "", StringComparison.Ordinal)));
        return Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }

    [GeneratedRegex("X509Certificate>([^<]+)<")]
    private static partial Regex Certificate();
}
