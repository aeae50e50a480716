using Daypass.Core.Sessions;
using System.Text.Json.Nodes;

namespace Daypass.Federation.Tests.Oidc;

public sealed class EffectiveClaimTests(OidcWorld world) : IClassFixture<OidcWorld>
{
    private const string Aws = "https://aws.amazon.com/";

    [Fact]
    public async Task Session_tags_come_nested()
    {
        var identity = (await world.Present(world.Mint(static claims => claims[Aws + "tags"] = JsonNode.Parse(
            """{"principal_tags":{"Team":["eng"],"Cost Center":["12 34"]},"transitive_tag_keys":["team"]}""")))).Value!;

        Assert.Equal([new SessionTag("Team", "eng", true), new SessionTag("Cost Center", "12 34")], identity.SessionTags);
    }

    [Fact]
    public async Task Session_tags_come_flattened()
    {
        var identity = (await world.Present(world.Mint(static claims =>
        {
            claims[Aws + "tags/principal_tags/Team"] = "eng";
            claims[Aws + "tags/principal_tags/Level"] = string.Empty;
            claims[Aws + "tags/transitive_tag_keys"] = new JsonArray("Team");
        }))).Value!;

        Assert.Equal([new SessionTag("Team", "eng", true), new SessionTag("Level", "")], identity.SessionTags);
    }

    [Fact]
    public async Task Fifty_tags_of_the_longest_kind_pass()
    {
        var identity = (await world.Present(world.Mint(static claims =>
        {
            for (var index = 0; index < 50; index++)
            {
                claims[$"{Aws}tags/principal_tags/{index:D3}{new string('k', 125)}"] = new string('v', index % 50);
            }
        }))).Value!;

        Assert.Equal(50, identity.SessionTags.Count);
    }

    [Fact]
    public async Task The_source_identity_is_a_claim() =>
        Assert.Equal("jane@example.com",
            (await world.Present(world.Mint(static claims => claims[Aws + "source_identity"] = "jane@example.com"))).Value!.SourceIdentity);

    [Theory]
    [InlineData("\"aws:jane\"")]
    [InlineData("\"j\"")]
    [InlineData("\"with space\"")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[\"jane\"]")]
    public async Task A_source_identity_that_breaks_the_pattern_is_refused_in_AWS_words(string value)
    {
        var error = await world.Refused(world.Mint(claims => claims[Aws + "source_identity"] = JsonNode.Parse(value)));

        Assert.Equal("InvalidIdentityToken", error.Code);
        Assert.Equal("Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"", error.Message);
    }

    [Theory]
    [InlineData("\"" + OidcWorld.RoleArn + "\"", true)]
    [InlineData("[\"arn:aws:iam::123456789012:role/other\",\" " + OidcWorld.RoleArn + " \"]", true)]
    [InlineData("[17,\"" + OidcWorld.RoleArn + "\"]", true)]
    [InlineData("\"arn:aws:iam::123456789012:role/other; " + OidcWorld.RoleArn + "\"", true)]
    [InlineData("null", false)]
    public async Task A_roles_claim_that_names_the_role_sets_the_condition_key_and_null_counts_as_absent(string roles, bool authorized)
    {
        var identity = (await world.Present(world.Mint(claims => claims[Aws + "roles"] = JsonNode.Parse(roles)))).Value!;

        Assert.Equal(authorized, identity.RoleAuthorizedByIdp);
    }

    [Fact]
    public async Task Every_scalar_claim_of_a_provider_of_ones_own_is_a_trust_key_and_only_four_stay_with_the_session()
    {
        var identity = (await world.Present(world.Mint(static claims =>
        {
            claims["email"] = "jane@example.com";
            claims["email_verified"] = true;
            claims["groups"] = new JsonArray("a", "b");
            claims["level"] = 3;
            claims["nested"] = new JsonObject { ["x"] = 1 };
            claims["amr"] = new JsonArray("mfa");
            claims["id"] = "7";
            claims["oaud"] = "forged";
        }))).Value!;
        var prefix = world.Provider.Url["https://".Length..] + ":";

        Assert.Equal(["true"], identity.TrustKeys.Of(prefix + "email_verified"));
        Assert.Equal(["a", "b"], identity.TrustKeys.Of(prefix + "groups"));
        Assert.Equal(["3"], identity.TrustKeys.Of(prefix + "level"));
        Assert.Equal(["sts.amazonaws.com"], identity.TrustKeys.Of(prefix + "oaud"));
        Assert.DoesNotContain(prefix + "nested", identity.TrustKeys.Names());
        Assert.Equal(["amr", "aud", "id", "sub"], identity.SessionKeys.Names().Select(key => key[prefix.Length..]).Order());
    }

    [Fact]
    public async Task Two_claims_that_would_be_one_condition_key_are_neither()
    {
        var identity = (await world.Present(world.Mint(static claims => (claims["Team"], claims["team"]) = ("a", "b")))).Value!;

        Assert.DoesNotContain(identity.TrustKeys.Names(), static key => key.EndsWith(":team", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_has_an_effect_of_its_own_is_no_condition_key()
    {
        var identity = (await world.Present(world.Mint(static claims => claims[Aws + "source_identity"] = "jane"))).Value!;

        Assert.DoesNotContain(identity.TrustKeys.Names(), static key => key.Contains("amazon.com/", StringComparison.Ordinal));
    }
}
