using System.Text.Json;
using Daypass.Core.Entities;

namespace Daypass.Core.Tests.Directory;

/// <summary>Identity providers as older versions stored them.</summary>
public sealed class StoredProviderTests
{
    [Fact]
    public void Providers_that_were_stored_before_there_were_context_providers_are_read_and_written_as_they_were()
    {
        const string Oidc = """{"account":"123456789012","name":"idp.example.com","id":"OIDCPX","path":"/","createdAt":"2026-09-01T12:00:00+00:00" """
            + """,  "clientIds":["a"],"thumbprints":[],"tags":[]}""";
        const string Saml = """{"account":"123456789012","name":"people","id":"SAMLSPX","path":"/","createdAt":"2026-09-01T12:00:00+00:00" """
            + """,  "updatedAt":"2026-09-01T12:00:00+00:00","metadata":"x","requiresEncryption":false,"privateKeys":[],"tags":[]}""";

        var oidc = JsonSerializer.Deserialize(Oidc, OidcProvider.Json)!;
        var saml = JsonSerializer.Deserialize(Saml, SamlProvider.Json)!;

        Assert.Null(oidc.ContextProvider);
        Assert.Null(saml.ContextProvider);
        Assert.Equal(Oidc.Replace(" ", "", StringComparison.Ordinal), JsonSerializer.Serialize(oidc, OidcProvider.Json));
        Assert.Equal(Saml.Replace(" ", "", StringComparison.Ordinal), JsonSerializer.Serialize(saml, SamlProvider.Json));
    }

    [Fact]
    public void A_context_provider_comes_back_as_it_was_stored()
    {
        var provider = new OidcProvider
        {
            Account = "123456789012",
            Name = "idp.example.com",
            Id = "OIDCPX",
            CreatedAt = new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero),
            ContextProvider = new ContextProvider
            {
                SubjectSourceKey = "email",
                SubjectTypeValue = "user",
                Keys = [new ContextKeyDefinition("department", "Unit"), new ContextKeyDefinition("shift", null)],
            },
        };

        var text = JsonSerializer.Serialize(provider, OidcProvider.Json);
        var read = JsonSerializer.Deserialize(text, OidcProvider.Json)!.ContextProvider!;

        Assert.Equal(("email", null, "user"), (read.SubjectSourceKey, read.SubjectTypeSourceKey, read.SubjectTypeValue));
        Assert.Equal(["Unit", "shift"], read.Keys.Select(static key => key.Target));
        Assert.DoesNotContain("target\":", text, StringComparison.Ordinal);
    }
}
