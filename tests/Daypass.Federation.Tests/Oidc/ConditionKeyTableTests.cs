using System.Text.Json;
using Daypass.Core.Sessions;
using Daypass.Federation.Oidc.Claims;

namespace Daypass.Federation.Tests.Oidc;

/// <summary>The condition keys of issuers that cannot be met on loopback.</summary>
public sealed class ConditionKeyTableTests
{
    [Theory]
    [InlineData("https://token.actions.githubusercontent.com", """{"repository_id":"42","environment":"prod","repository_visibility":"private"}""",
        "environment,repository_id")]
    [InlineData("https://gitlab.com", """{"project_id":"7","ref_protected":"true","project_path":"g/p"}""", "project_id,ref_protected")]
    [InlineData("https://agent.buildkite.com", """{"pipeline_slug":"p","build_number":9}""", "pipeline_slug")]
    [InlineData("https://oidc.circleci.com/org/1234", """{"oidc.circleci.com/project-id":"p","oidc.circleci.com/vcs-ref":"r"}""",
        "oidc.circleci.com/project-id")]
    [InlineData("https://accounts.google.com", """{"google":{"organization_number":123},"email":"j@example.com","hd":"example.com"}""",
        "email,google/organization_number")]
    [InlineData("https://accounts.google.com", """{"google:organization_number":123}""", "google/organization_number")]
    [InlineData("https://idcs-1.identity.oraclecloud.com", """{"rpst_id":"r","other":"x"}""", "rpst_id")]
    [InlineData("https://git.example.com", """{"project_id":"7","other":"x"}""", "other,project_id")]
    public void Issuers_that_AWS_knows_give_the_keys_of_its_reference_and_no_more(string issuer, string claims, string expected)
    {
        var (trust, session) = Of(issuer, claims);
        var prefix = issuer["https://".Length..] + ":";

        Assert.Equal(expected, string.Join(
            ',', trust.Names().Select(key => key[prefix.Length..]).Except(["aud", "oaud", "sub"]).Order(StringComparer.Ordinal)));
        Assert.Equal(["aud", "sub"], session.Names().Select(key => key[prefix.Length..]).Order());
    }

    [Theory]
    [InlineData("https://sts", "RoleSessionName")]
    [InlineData("https://aws/x", "PrincipalArn")]
    [InlineData("https://SAML:8443", "aud")]
    [InlineData("https://iam", "ResourceTag")]
    public void A_host_named_like_a_key_of_the_service_gives_no_keys_at_all(string issuer, string claim)
    {
        var (trust, session) = Of(issuer, $$"""{"{{claim}}":"forged"}""");

        Assert.Empty(trust);
        Assert.Empty(session);
    }

    private static (SessionKey[] Trust, SessionKey[] Session) Of(string issuer, string claims) =>
        ConditionKeys.Create(JsonElement.Parse(claims), issuer, "s", new AudienceClaims("a", ["a"]));
}
