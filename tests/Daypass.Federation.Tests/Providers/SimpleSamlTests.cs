using Daypass.Core.Entities;
using Daypass.Core.Sessions;
using Daypass.Federation.Saml;
using Daypass.Federation.Saml.Encryption;
using Daypass.Federation.Saml.Metadata;
using Daypass.Federation.Saml.Providers;
using Daypass.Federation.Saml.Rules;
using Daypass.Testing.Providers;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Providers;

/// <summary>Responses of SimpleSAMLphp, signed and enciphered in each of its ways, with a carriage return in their text.</summary>
[Trait("Category", "foreign")]
public sealed class SimpleSamlTests : IAsyncLifetime
{
    private SimpleSamlProcess _process = null!;
    private SamlIssuer _provider = null!;

    public async Task InitializeAsync()
    {
        _process = await SimpleSamlProcess.Start(SamlDraft.Role, SamlDraft.Provider);
        var metadata = SamlMetadataReader.Read(await _process.Metadata());
        Assert.True(metadata.Succeeded, metadata.Error?.Reason);
        Assert.True(SamlDecryptionKey.TryRead(_process.PrivateKey, out var key));
        _provider = new SamlIssuer
        {
            Arn = SamlDraft.Provider, Account = "123456789012", Name = "MySAMLIdP", Metadata = metadata.Value, PrivateKeys = [key],

            ContextProvider = new ContextProvider
            {
                SubjectSourceKey = "Subject/NameID",
                SubjectTypeValue = "user",
                Keys = [new ContextKeyDefinition("https://aws.amazon.com/SAML/Attributes/SourceIdentity", "Source")],
            },

            // Its audience is the name under which it knows the service.
            Rules = SamlRules.Strict with { Audiences = ["urn:amazon:webservices:both", "urn:amazon:webservices:encrypted", "urn:amazon:webservices:all"] },
        };
    }

    public async Task DisposeAsync() => await _process.DisposeAsync();

    [Fact]
    public async Task Its_responses_verify_however_they_are_signed_and_enciphered_but_for_those_that_sign_the_response_only()
    {
        var verifier = new SamlVerifier(TimeProvider.System);
        foreach (var service in new[] { "urn:amazon:webservices", "urn:amazon:webservices:both", "urn:amazon:webservices:encrypted",
            "urn:amazon:webservices:all" })
        {
            var result = verifier.Verify(await _process.Response(service), _provider, SamlDraft.Role);

            Assert.True(result.Succeeded, $"{service}: {result.Error?.Reason}");
            Assert.Equal(("jane", "persistent", "jane@example.com", "jane"),
                (result.Value.Subject, result.Value.SubjectType, result.Value.RoleSessionName, result.Value.SourceIdentity));
            Assert.Equal([new SessionTag("Team", "platform", true)], result.Value.SessionTags);
            var isEncrypted = service is "urn:amazon:webservices:encrypted" or "urn:amazon:webservices:all";
            Assert.Equal(("jane", "user", _provider.Metadata.SigningKeys[0].Hash, isEncrypted),
                (result.Value.Propagated!.Subject, result.Value.Propagated.SubjectType, result.Value.Propagated.Issuer, result.Value.IsEncrypted));
            Assert.Equal([new("Source", "jane")], result.Value.Propagated.Context);
            Assert.Equal(["Jane\r\nDoe"], result.Value.TrustKeys.Of("saml:cn"));
            Assert.Equal(["staff", "member"], result.Value.TrustKeys.Of("saml:eduPersonAffiliation"));
        }

        var unsigned = verifier.Verify(await _process.Response("urn:amazon:webservices:response"), _provider, SamlDraft.Role);
        Assert.StartsWith("Response (with optional signature) must contain an assertion with a mandatory signature", unsigned.Error!.Message,
            StringComparison.Ordinal);
    }
}
